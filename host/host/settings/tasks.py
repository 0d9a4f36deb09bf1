"""
Which engine carries out tasks? Django's own, or its backport where Django has none yet.

The default one runs a task at once, in the process that asks. TASKS_BACKEND names another, whose
package must be installed: one that keeps tasks in the database for `manage.py db_worker`, or Celery's
with the broker of CELERY_BROKER_URL.
"""

import importlib.util
import os

import django

BUILT_IN = django.VERSION >= (6, 0)
BACKPORT = not BUILT_IN and importlib.util.find_spec("django_tasks") is not None
MODULE = "django.tasks" if BUILT_IN else "django_tasks"
DATABASE = "django_tasks_db.DatabaseBackend"
CELERY = "django_tasks_fennel.CeleryBackend"


def engine() -> dict[str, dict[str, str]]:
    """
    Django's TASKS.
    """
    return {"default": {"BACKEND": _named() or f"{MODULE}.backends.immediate.ImmediateBackend"}}


def apps() -> list[str]:
    """
    What must be installed for it: the backport is an app, and so are both engines with a worker.
    """
    own = [_named().partition(".")[0]] if _named() in (DATABASE, CELERY) else []
    return [*(["django_tasks"] if BACKPORT else []), *own]


def _named() -> str:
    return os.environ.get("TASKS_BACKEND", "").strip()
