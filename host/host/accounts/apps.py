"""
How Django finds the accounts, and the admin that asks for a second step: registration only.
"""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class AccountsConfig(AppConfig):
    """
    Log-ins.
    """

    name = "host.accounts"
    label = "accounts"

    def ready(self) -> None:
        """
        Register the system checks.
        """
        from host.accounts import checks  # noqa: F401 - after the apps loaded


class CarefulAdminConfig(AdminConfig):
    """
    Django's admin, whose door is this host's log-in.
    """

    default_site = "host.accounts.admin_site.CarefulAdmin"
