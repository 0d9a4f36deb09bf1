from django.conf import settings

try:
    ROWS = settings.ORCHARD_ROWS
except AttributeError:
    ROWS = 3
