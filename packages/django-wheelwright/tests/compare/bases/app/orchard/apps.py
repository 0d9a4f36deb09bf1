from django.apps import AppConfig


class OrchardConfig(AppConfig):
    name = "orchard"
    label = "orchard"
    default_auto_field = "django.db.models.BigAutoField"
