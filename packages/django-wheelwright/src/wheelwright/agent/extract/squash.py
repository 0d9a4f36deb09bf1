"""
One first migration in the place of an app's whole history: its models as the history leaves them.
"""

from __future__ import annotations  # Django's classes are generic only for type checkers

import pathlib
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.migrations import operations
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.questioner import NonInteractiveMigrationQuestioner
from django.db.migrations.state import ProjectState
from django.db.migrations.utils import resolve_relation
from django.db.migrations.writer import MigrationWriter

from wheelwright.agent.events import Say
from wheelwright.agent.extract import history
from wheelwright.agent.extract.baseline import FIRST

type Key = tuple[str, str]

SETTING = (
    "__setting__"  # how Django's writer is told of a dependency on a model that a setting names
)


def squash(*, say: Say, app: str) -> None:
    """
    Say the text of the migration, the names that it replaces, and how many operations are not in it.
    """
    loader = history.loader()
    replaced = [key for key in _in_order(loader) if key[0] == app]
    if not replaced:
        say("no history", app=app)
        return
    state = loader.project_state()
    needed = [op for key in replaced for op in _flat(loader.graph.nodes[key]) if _is_first(op)]
    made = _made(state, app)
    if made is None:
        say("circle", app=app)
        return
    last = replaced[-1][1]
    name = f"0001_squashed_{last}"
    migration: Any = type("Migration", (Migration,), {})(name, app)
    migration.operations = [*needed, *made]
    migration.dependencies = sorted(_dependencies(loader, state, app), key=str)
    migration.replaces = replaced
    migration.initial = True
    others = [op for key in replaced for op in _flat(loader.graph.nodes[key]) if _is_data(op)]
    say(
        "squashed",
        name=name,
        text=MigrationWriter(migration).as_string(),
        path=str(pathlib.Path(MigrationWriter(migration).path)),
        replaced=len(replaced),
        left_out=len(others),
    )


def _in_order(loader: MigrationLoader) -> Iterator[Key]:
    """
    Every migration, each after those that it depends on.
    """
    seen: dict[Key, None] = {}
    for leaf in sorted(loader.graph.leaf_nodes()):
        seen.update(dict.fromkeys(loader.graph.forwards_plan(leaf)))
    return iter(seen)


def _made(state: ProjectState, app: str) -> list[Operation] | None:
    """
    The operations that make the app's models where everything else is there; None if it needs more
    than one migration, because an app that it points at points back.
    """
    without = state.clone()
    for key in [key for key in without.models if key[0] == app]:
        del without.models[key]
    without._relations = None  # type: ignore[attr-defined]
    detector = MigrationAutodetector(
        without, state, NonInteractiveMigrationQuestioner(specified_apps={app}, dry_run=True)
    )
    found = detector._detect_changes().get(app, [])  # type: ignore[attr-defined]
    if len(found) > 1:
        return None
    made = [operation for migration in found for operation in migration.operations]
    for operation in made:
        if isinstance(operation, operations.CreateModel):
            _as_the_table_has_them(operation, state.models[app, operation.name_lower])
    return made


def _as_the_table_has_them(operation: operations.CreateModel, model: Any) -> None:
    """
    Columns in the order in which the history made them.
    """
    order = {name: number for number, name in enumerate(model.fields)}
    operation.fields = sorted(operation.fields, key=lambda field: order[field[0]])


def _dependencies(loader: MigrationLoader, state: ProjectState, app: str) -> set[Any]:
    """
    For every model of another app that is pointed at, the migration that made it.
    """
    found: set[Any] = set()
    for (label, _), model in state.models.items():
        if label == app:
            for remote in _pointed_at(model, app):
                found.update(_maker(loader, remote))
    return found


def _pointed_at(model: Any, app: str) -> Iterator[Any]:
    for field in model.fields.values():
        remote = field.remote_field
        if remote and getattr(field, "swappable_setting", None):
            yield SETTING, field.swappable_setting
            continue
        for to in (remote.model, getattr(remote, "through", None)) if remote else ():
            if to and to != "self":
                key = resolve_relation(to, app, model.name_lower)
                if key[0] != app:
                    yield key
    for base in model.bases:
        if isinstance(base, str) and base.partition(".")[0] != app:
            yield tuple(base.lower().split("."))


def _maker(loader: MigrationLoader, remote: Any) -> Iterable[Any]:
    app, name = remote
    if app == SETTING:
        return (remote,)
    if app not in loader.migrated_apps:
        return ()
    for key in _in_order(loader):
        if key[0] == app and any(
            isinstance(op, operations.CreateModel) and op.name_lower == name
            for op in _flat(loader.graph.nodes[key], state=True)
        ):
            return (key,)
    return ((app, "__first__"),)


def _flat(migration: Migration, *, state: bool = False) -> Iterator[Operation]:
    for operation in migration.operations:
        yield operation
        if isinstance(operation, operations.SeparateDatabaseAndState):
            yield from operation.state_operations if state else operation.database_operations


def _is_first(operation: Operation) -> bool:
    return any(kind.__name__ in FIRST for kind in type(operation).__mro__)


def _is_data(operation: Operation) -> bool:
    return isinstance(operation, operations.RunSQL | operations.RunPython)
