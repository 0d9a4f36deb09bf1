"""
How Django finds the product: registration only.
"""

from django.apps import AppConfig


class DeskroomConfig(AppConfig):
    """
    Companies, their desks and their wallets.
    """

    name = "deskroom"
