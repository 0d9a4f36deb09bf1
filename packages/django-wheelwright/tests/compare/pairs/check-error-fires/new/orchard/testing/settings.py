INSTALLED_APPS = ["orchard.apps.OrchardConfig"]
ORCHARD_ROWS = 3
