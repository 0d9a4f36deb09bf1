"""
How Django finds this page: registration only.
"""

from django.apps import AppConfig


class InventoryConfig(AppConfig):
    """
    The releases that are installed.
    """

    name = "host.inventory"
    label = "inventory"
    verbose_name = "Releases"

    def ready(self) -> None:
        """
        Register the system checks.
        """
        from host.inventory import checks  # noqa: F401 - registers on import, after the apps loaded
