from django.apps import AppConfig


class OrchardConfig(AppConfig):
    name = "orchard"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from orchard import checks  # noqa: F401
