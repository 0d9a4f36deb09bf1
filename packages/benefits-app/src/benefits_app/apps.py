"""
How Django finds this domain: registration only.
"""

from django.apps import AppConfig

from benefits_app import __version__


class BenefitsAppConfig(AppConfig):
    """
    The benefits domain.
    """

    name = "benefits_app"
    label = "benefits_app"
    verbose_name = "Benefits"
    default_auto_field = "django.db.models.BigAutoField"
    version = __version__

    def ready(self) -> None:
        """
        Register the system checks.
        """
        from benefits_app import checks  # noqa: F401 - registers on import, after the apps loaded
