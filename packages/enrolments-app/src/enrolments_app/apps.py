"""
How Django finds this domain: registration only.
"""

from django.apps import AppConfig

from enrolments_app import __version__


class EnrolmentsAppConfig(AppConfig):
    """
    The enrolments domain.
    """

    name = "enrolments_app"
    label = "enrolments_app"
    verbose_name = "Enrolments"
    default_auto_field = "django.db.models.BigAutoField"
    version = __version__

    def ready(self) -> None:
        """
        Register the system checks.
        """
        from enrolments_app import checks  # noqa: F401 - registers on import, after the apps loaded
