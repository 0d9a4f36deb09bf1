from django.apps import AppConfig


class LegacyAppConfig(AppConfig):
    name = "legacy_app"
    verbose_name = "Benefits"

    def ready(self):
        from legacy_app import signals  # noqa: F401
