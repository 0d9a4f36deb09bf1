"""
Which engine carries out tasks? Django's own, or its backport where Django has none yet.

The default one runs a task at once, in the process that asks. TASKS_BACKEND names another, such as
one that keeps tasks in the database for a worker; it must be installed.
"""

import importlib.util
import os

import django

BUILT_IN = django.VERSION >= (6, 0)
BACKPORT = not BUILT_IN and importlib.util.find_spec("django_tasks") is not None
MODULE = "django.tasks" if BUILT_IN else "django_tasks"


def engine() -> dict[str, dict[str, str]]:
    """
    Django's TASKS.
    """
    named = os.environ.get("TASKS_BACKEND", "").strip()
    return {"default": {"BACKEND": named or f"{MODULE}.backends.immediate.ImmediateBackend"}}


def apps() -> list[str]:
    """
    What must be installed for it: the backport is an app.
    """
    return ["django_tasks"] if BACKPORT else []
