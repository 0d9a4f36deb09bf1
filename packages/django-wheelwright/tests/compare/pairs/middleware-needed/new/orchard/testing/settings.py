INSTALLED_APPS = ["orchard.apps.OrchardConfig"]
MIDDLEWARE = ["orchard.middleware.Seasons"]
