"""
How Django finds what keeps production apart: registration only.
"""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class ProductionConfig(AppConfig):
    """
    The mark of a production database, and who heeds it.
    """

    name = "host.production"
    label = "production"
    verbose_name = "Production"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """
        Whatever starts Django, server, command, shell or tests, looks for the mark; so does each
        connection that is opened later, to another database perhaps.
        """
        from host import unanswered
        from host.production import checks, guard, marking  # noqa: F401 - after the apps loaded

        guard.refuse_at_start()
        connection_created.connect(guard.on_connection, dispatch_uid="host.production")
        connection_created.connect(unanswered.on_connection, dispatch_uid="host.unanswered")
        post_migrate.connect(marking.after_migrate, sender=self, dispatch_uid="host.production")
