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
        Register the system checks, and give the models what notices their changes: it reads the
        models, which therefore cannot import it.
        """
        from host.directory import checks, noticing  # noqa: F401 - after the apps loaded

        self.noticing = noticing
