from django.conf import settings as host


def rows():
    return host.ORCHARD_ROWS
