from django.conf import settings


def rows() -> int:
    return getattr(settings, "ORCHARD_ROWS", 1)
