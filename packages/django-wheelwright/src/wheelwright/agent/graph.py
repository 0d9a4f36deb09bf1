"""
Do the candidate's migrations form one graph, and do they say what its models say?
"""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.exceptions import (
    BadMigrationError,
    CircularDependencyError,
    InconsistentMigrationHistory,
    NodeNotFoundError,
)
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.questioner import NonInteractiveMigrationQuestioner
from django.db.migrations.state import ProjectState

from wheelwright.agent.events import Say
from wheelwright.agent.identify import own_labels


def check(*, say: Say) -> None:
    """
    Say what `migrate` would refuse about the graph, and what is left to run on this database.
    """
    try:
        loader = MigrationLoader(connection)
    except (NodeNotFoundError, CircularDependencyError, BadMigrationError) as exc:
        subject = getattr(exc, "origin", None) or getattr(exc, "node", None) or ""
        say("problem", kind=type(exc).__name__, subject=str(subject), message=str(exc))
        return
    for app, leaves in sorted(loader.detect_conflicts().items()):
        say(
            "problem",
            kind="several leaf nodes",
            subject=app,
            message=f"{app} has {len(leaves)} leaf nodes: {', '.join(sorted(leaves))}",
        )
    try:
        loader.check_consistent_history(connection)
    except InconsistentMigrationHistory as exc:
        say("problem", kind="inconsistent history", subject="", message=str(exc))
    applied = set(loader.applied_migrations or ())
    todo = sorted(key for key in loader.graph.nodes if key not in applied)
    say("todo", migrations=[f"{app}.{name}" for app, name in todo])


def missing(*, say: Say, modules: list[str]) -> None:
    """
    Say each operation that makemigrations would still write for the package's own apps.
    """
    labels = set(own_labels(modules))
    loader = MigrationLoader(None, ignore_no_migrations=True)
    detector = MigrationAutodetector(
        loader.project_state(),
        ProjectState.from_apps(apps),
        NonInteractiveMigrationQuestioner(specified_apps=labels, dry_run=True),
    )
    changes = detector.changes(graph=loader.graph, trim_to_apps=labels, convert_apps=labels)
    for app in sorted(changes):
        for migration in changes[app]:
            for operation in migration.operations:
                say_operation(say, app, operation, auto_field=_auto_field(app, operation))


def say_operation(say: Say, app: str, operation: Operation, *, auto_field: str = "") -> None:
    """
    Say one operation that makemigrations would write.
    """
    say(
        "operation",
        app=app,
        operation=type(operation).__name__,
        describe=operation.describe(),
        model=getattr(operation, "model_name", getattr(operation, "name", "")),
        auto_field=auto_field,
    )


def _auto_field(app: str, operation: Operation) -> str:
    """
    The host's DEFAULT_AUTO_FIELD where an app leaves to it what a primary key is.
    """
    field = getattr(operation, "field", None)
    config: Any = apps.get_app_config(app)  # the stubs do not know its attribute
    left_to_host = not config._is_default_auto_field_overridden
    if left_to_host and isinstance(field, models.AutoField):
        return str(settings.DEFAULT_AUTO_FIELD)
    return ""
