"""
A database as a release leaves it, built from what its migrations say in the end: none of them is run.
"""

from __future__ import annotations  # Django's classes are generic only for type checkers

import importlib
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection, models, router
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.migration import Migration
from django.db.migrations.operations import RunPython, RunSQL, SeparateDatabaseAndState
from django.db.migrations.operations.base import Operation
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState
from django.utils.module_loading import module_has_submodule

from wheelwright.agent.events import Say
from wheelwright.agent.extract import history

# By name: the package that has them may not be there. What they make, fields need.
FIRST = ("CreateExtension", "CreateCollation")


def build(*, say: Say) -> None:
    """
    Make every table, write down every migration as applied, and let the apps do what they do after
    `migrate`. What data migrations and hand-written SQL made is not there; it is said how many.
    """
    loader = history.loader()
    state = loader.project_state()
    nodes = [loader.graph.nodes[key] for key in sorted(loader.graph.nodes)]
    with connection.schema_editor(atomic=True) as editor:
        for migration, operation in _needed_first(nodes):
            operation.database_forwards(migration.app_label, editor, state, state)
        _tables(editor, state)
    _record(nodes)
    _listen()
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    own = [n for n in nodes if not n.__module__.startswith("django.")]  # those need no rows of ours
    kinds = [type(o) for node in own for o in _flat(node.operations)]
    say(
        "built",
        migrations=len(nodes),
        scripts=sum(issubclass(kind, RunSQL) for kind in kinds),
        functions=sum(issubclass(kind, RunPython) for kind in kinds),
    )


def _listen() -> None:
    """
    What `migrate` does first: modules named management connect what is to be called afterwards.
    """
    for config in apps.get_app_configs():
        if module_has_submodule(config.module, "management"):
            importlib.import_module(f"{config.name}.management")


def _tables(editor: BaseDatabaseSchemaEditor, state: ProjectState) -> None:
    found = [m for m in state.apps.get_models() if router.allow_migrate_model("default", m)]
    own = [m for m in found if m._meta.can_migrate(connection)]
    # Who does not make them says that they are there: foreign keys may point at them. As the code has
    # them: migrations leave out what such a model points at.
    others = [m for m in apps.get_models() if not m._meta.managed and not m._meta.proxy]
    made: set[str] = set()
    for model in (*own, *others):
        if model._meta.db_table not in made:
            made.add(model._meta.db_table)
            _each_once(model)
            editor.create_model(model)


def _each_once(model: type[models.Model]) -> None:
    """
    Some histories add an index to the state twice, and to the database once: django-taggit's does.
    """
    meta = model._meta
    meta.indexes = list({index.name: index for index in meta.indexes}.values())
    meta.constraints = list({each.name: each for each in meta.constraints}.values())


def _needed_first(nodes: list[Migration]) -> Iterator[tuple[Migration, Operation]]:
    for node in nodes:
        for operation in _flat(node.operations):
            if any(kind.__name__ in FIRST for kind in type(operation).__mro__):
                yield node, operation


def _flat(operations: Any) -> Iterator[Operation]:
    for operation in operations:
        yield operation
        if isinstance(operation, SeparateDatabaseAndState):
            yield from _flat(operation.database_operations)


def _record(nodes: list[Migration]) -> None:
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    names = {(node.app_label, node.name) for node in nodes}
    names |= {key for node in nodes for key in node.replaces}
    row: type[models.Model] = recorder.Migration
    row._base_manager.bulk_create([row(app=app, name=name) for app, name in sorted(names)])
