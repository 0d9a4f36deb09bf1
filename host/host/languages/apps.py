"""
How Django finds the command of this part: registration only.
"""

from django.apps import AppConfig


class LanguagesConfig(AppConfig):
    """
    The catalogues.
    """

    name = "host.languages"
    label = "languages"
