"""
Is this project in a state from which models can move: one history, and models that agree with it?
"""

import pathlib
import sys
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.questioner import NonInteractiveMigrationQuestioner
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

from wheelwright.agent.events import Say
from wheelwright.agent.extract import places

CONNECT_SECONDS = 3


def say_broken(exc: Exception, say: Say) -> None:
    """
    Say that the migrations do not even form a graph.
    """
    say(
        "problem",
        kind="migrations-broken",
        message=f"The migrations form no graph: {exc}",
        places=[],
    )


def say(loader: MigrationLoader, say: Say) -> None:
    """
    Say whether the migrations conflict, disagree with the models, or are not applied yet.
    """
    conflicts = loader.detect_conflicts()
    for app, leaves in sorted(conflicts.items()):
        say(
            "problem",
            kind="migrations-conflict",
            message=f"{app} has {len(leaves)} last migrations: {', '.join(sorted(leaves))}.",
            places=[_place(loader, (app, name)) for name in sorted(leaves)],
        )
    if not conflicts:
        _say_disagreement(loader, say)
    _say_unapplied(loader, say)


def _say_disagreement(loader: MigrationLoader, say: Say) -> None:
    detector = MigrationAutodetector(
        loader.project_state(),
        ProjectState.from_apps(apps),
        NonInteractiveMigrationQuestioner(dry_run=True),
    )
    for app, migrations in sorted(detector.changes(graph=loader.graph).items()):
        config = apps.get_app_config(app)
        if not places.is_own(config.name):
            continue  # as with DEFAULT_AUTO_FIELD and somebody else's app: not this project's to write
        described = [o.describe() for m in migrations for o in m.operations]
        models = getattr(config.models_module, "__file__", None)
        say(
            "problem",
            kind="models-disagree",
            message=f"makemigrations would still write for {app}: {'; '.join(described[:5])}"
            + (f" and {len(described) - 5} more." if len(described) > 5 else "."),
            places=[{"file": places.relative(pathlib.Path(models))}] if models else [],
        )


def _say_unapplied(loader: MigrationLoader, say: Say) -> None:
    """
    The project's own database is asked for the names it has, and for nothing else.
    """
    options = connection.settings_dict.setdefault("OPTIONS", {})
    if connection.vendor != "postgresql":
        return
    options.setdefault("connect_timeout", CONNECT_SECONDS)
    try:
        recorder = MigrationRecorder(connection)
        applied = set(recorder.applied_migrations()) if recorder.has_table() else None
    except Exception as exc:  # whatever keeps a database from answering
        reason = " ".join(str(exc).split())
        say("note", text=f"No database was asked which migrations it has ({reason[:120]}).")
        return
    finally:
        connection.close()
    if applied is None:
        say("note", text="The database that the settings name was never migrated.")
        return
    replaced = {pair for m in loader.disk_migrations.values() for pair in m.replaces}
    nodes = loader.graph.nodes
    missing = sorted(
        (key for key in set(nodes) - applied - replaced if not _is_applied(nodes[key], applied)),
        key=lambda key: (
            not places.is_own(apps.get_app_config(key[0]).name),
            key,
        ),  # own ones first
    )
    if missing:
        names = ", ".join(f"{app}.{name}" for app, name in missing[:5])
        more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
        say(
            "problem",
            kind="migrations-unapplied",
            message=f"The database that the settings name has not run {names}{more}.",
            places=[_place(loader, key) for key in missing[:5]],
        )


def _is_applied(migration: Any, applied: set[tuple[str, str]]) -> bool:
    """
    A squashed migration counts as applied if all that it replaces is.
    """
    return bool(migration.replaces) and set(migration.replaces) <= applied


def _place(loader: MigrationLoader, key: tuple[str, str]) -> dict[str, object]:
    module = loader.disk_migrations[key].__module__
    file = getattr(sys.modules.get(module), "__file__", None) or module
    return {"file": places.relative(pathlib.Path(file))}
