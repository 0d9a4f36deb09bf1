"""
How Django finds this domain: registration only.
"""

from django.apps import AppConfig

from billing_app import __version__


class BillingAppConfig(AppConfig):
    """
    The billing domain.
    """

    name = "billing_app"
    label = "billing_app"
    verbose_name = "Billing"
    default_auto_field = "django.db.models.BigAutoField"
    version = __version__

    def ready(self) -> None:
        """
        Register the system checks.
        """
        from billing_app import checks  # noqa: F401 - registers on import, after the apps loaded
