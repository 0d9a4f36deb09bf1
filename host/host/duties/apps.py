"""
How Django finds the duties: registration only.
"""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    """
    Checks across the three domains, which only the host can make.
    """

    name = "host.duties"
    label = "duties"
