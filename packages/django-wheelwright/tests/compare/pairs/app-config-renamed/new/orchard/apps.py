from django.apps import AppConfig


class TreesConfig(AppConfig):
    name = "orchard"
    label = "orchard"
    default_auto_field = "django.db.models.BigAutoField"
