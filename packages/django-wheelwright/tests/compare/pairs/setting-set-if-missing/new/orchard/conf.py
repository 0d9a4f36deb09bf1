from django.conf import settings as host

if not hasattr(host, "ORCHARD_ROWS"):
    host.ORCHARD_ROWS = 3


def rows():
    return host.ORCHARD_ROWS
