"""
How Django finds the portal: registration only.
"""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """
    The pages.
    """

    name = "host.portal"
    label = "portal"
