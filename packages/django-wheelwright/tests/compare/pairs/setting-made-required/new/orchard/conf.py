from django.conf import settings


def rows() -> int:
    return settings.ORCHARD_ROWS
