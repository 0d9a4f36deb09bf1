"""
What Django's system checks say about these settings and this code, without any database.
"""

import inspect
import pathlib
import sys
from collections.abc import Callable

from django.core import checks
from django.core.checks.registry import registry

from wheelwright.agent.events import Say


def of_everything(*, say: Say) -> None:
    """
    Say every system check that fails.
    """
    for message in checks.run_checks():
        if message.level >= checks.ERROR:
            say("problem", id=message.id, message=message.msg, hint=message.hint)


def of_packages(*, say: Say) -> None:
    """
    Say every system check that warns or fails, but for those of the host's own code.

    What a host asks of itself, for instance to have rehearsed the set it runs, is no promise of a
    package.
    """
    registry.registered_checks = {c for c in registry.registered_checks if _is_installed(c)}
    for message in checks.run_checks():
        if message.level >= checks.WARNING:
            say(
                "check",
                level="error" if message.level >= checks.ERROR else "warning",
                id=message.id or str(message.obj),
                message=f"{message.msg} {message.hint or ''}".strip(),
            )


def _is_installed(check: Callable[..., object]) -> bool:
    module = sys.modules.get(inspect.unwrap(check).__module__)
    file = getattr(module, "__file__", None)
    return file is None or pathlib.Path(file).is_relative_to(sys.prefix)
