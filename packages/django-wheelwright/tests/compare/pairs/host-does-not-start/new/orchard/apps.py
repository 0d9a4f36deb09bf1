from django.apps import AppConfig


class OrchardConfig(AppConfig):
    name = "orchard"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from orchard import checks  # noqa: F401
        from django.conf import settings

        assert settings.ORCHARD_ROWS % 2 == 0, "ORCHARD_ROWS must be even"
