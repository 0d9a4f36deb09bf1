INSTALLED_APPS = ["orchard.apps.OrchardConfig"]
MIDDLEWARE = []
