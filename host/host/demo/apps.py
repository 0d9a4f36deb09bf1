"""
How Django finds the demo: registration only.
"""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """
    The development start.
    """

    name = "host.demo"
    label = "demo"
