"""
How Django finds what is told to the outside: registration only.
"""

from django.apps import AppConfig


class TelemetryConfig(AppConfig):
    """
    Lines of tasks, and traces if they are wanted.
    """

    name = "host.telemetry"
    label = "telemetry"

    def ready(self) -> None:
        """
        After the apps before it: it wraps what they offer.
        """
        from host.telemetry import traces
        from host.telemetry.commands import watch_tasks

        watch_tasks()
        traces.begin()
