INSTALLED_APPS = ["orchard.apps.OrchardConfig", "django.contrib.postgres"]
MIDDLEWARE = []
