"""
May this process start at all, with these settings and on this database?
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from host.production import guard
from host.production.faults import PORTS, READ, faults

# It shows the same faults as errors of system checks, all at once.
CHECK = "check"


class UnfitForProduction(ImproperlyConfigured):
    """
    Production settings with something made up in them.
    """

    def __init__(self, sentences: tuple[str, ...]) -> None:
        super().__init__(sentences)
        self.sentences = sentences

    def __str__(self) -> str:
        return "Production does not start with these settings:\n" + "\n".join(
            f"- {each}" for each in self.sentences
        )


def require_fit(command: str = "") -> None:
    """
    For a server (no command) or a command of manage.py, before anything else.

    Raises:
        UnfitForProduction: if production settings name fakes, examples or every host.
        ProductionDatabase: if other settings are in force on a database of production.
    """
    guard.refuse_at_start(command)
    if settings.IS_PRODUCTION and command != CHECK:
        found = faults(in_force())
        if found:
            raise UnfitForProduction(found)


def in_force() -> Mapping[str, Any]:
    """
    The settings that faults() judges, as they are now; to read others may have effects.
    """
    return {
        name: getattr(settings, name)
        for name in dir(settings)
        if name in READ or name.startswith(PORTS)
    }
