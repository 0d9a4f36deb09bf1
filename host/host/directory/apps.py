"""
How Django finds the directory: registration only.
"""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """
    Employers, employees, and who may act for them.
    """

    name = "host.directory"
    label = "directory"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """
        Register the system checks.
        """
        from host.directory import checks  # noqa: F401 - registers on import, after the apps loaded
