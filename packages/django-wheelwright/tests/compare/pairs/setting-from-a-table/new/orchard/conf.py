from django.conf import settings

DEFAULTS = {"ORCHARD_ROWS": 3}
for name, value in DEFAULTS.items():
    if not hasattr(settings, name):
        setattr(settings, name, value)


def rows():
    return settings.ORCHARD_ROWS
