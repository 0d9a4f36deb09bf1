"""
Which migrations move models from one app to another, and leave every table alone?
"""

import graphlib
import pathlib
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import Any

from django.apps import apps
from django.db.migrations import operations as ops
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState
from django.db.migrations.utils import resolve_relation

from wheelwright.agent.events import Say
from wheelwright.agent.extract import content_types, keepers, migration_text, places, states
from wheelwright.agent.extract.states import Key, Moves

type Node = tuple[str, str]


def write(
    *, say: Say, moved: list[Mapping[str, str]], source: str, target: str, folder: str
) -> None:
    """
    Say the text of each migration of one step. `folder` is where the target app's migrations are.
    """
    loader = MigrationLoader(None, ignore_no_migrations=True)
    state = loader.project_state()
    wanted = states.moves(moved)
    for migration in _migrations(loader, state, wanted, source, target):
        say(
            "migration",
            app=migration.app_label,
            name=migration.name,
            path=f"{_folder(migration.app_label, target, folder)}/{migration.name}.py",
            text=migration_text.text(migration, wanted, source=source, target=target),
        )


def close(
    *, say: Say, moved: list[Mapping[str, str]], source: str, target: str, folder: str
) -> None:
    """
    Say the text of the migration that ends a step, one release later.
    """
    loader = MigrationLoader(None, ignore_no_migrations=True)
    known = keepers.keepers()
    if known is None:
        return
    wanted = states.moves(moved)
    sql, reverse = content_types.close(known, wanted), content_types.reopen(known, wanted)
    migration = _migration(
        target,
        _name(loader, target, f"close_the_move_from_{source}"),
        dependencies=[*_leaf(loader, target), *_leaf(loader, source)],
        operations=[ops.RunSQL(list(sql), list(reverse))],
        atomic=False,
    )
    say(
        "migration",
        app=target,
        name=migration.name,
        path=f"{_folder(target, target, folder)}/{migration.name}.py",
        text=migration_text.closing(migration, wanted, source=source, target=target),
    )


def _migrations(
    loader: MigrationLoader, state: ProjectState, wanted: Moves, source: str, target: str
) -> Iterator[Migration]:
    """
    The new app's first, then those of apps that point at what moves, then the old app's.
    """
    following = dict(_following(state, wanted))
    come = (target, _name(loader, target, f"take_over_from_{source}"))
    yield _migration(
        *come,
        dependencies=_dependencies(loader, state, wanted, source, target),
        operations=[
            *_state_only([*_creations(state, wanted), *following.pop(target, ())]),
            *_data(wanted),
        ],
    )
    # Whatever named a model by its old label is before this, in a database made from scratch, too.
    before = {app: _leaf(loader, app) for app in _descendants(loader, source)}
    for app in sorted(set(following) - {source}):
        name = _name(loader, app, f"follow_to_{target}")
        yield _migration(
            app,
            name,
            dependencies=[*_leaf(loader, app), come],
            operations=_state_only(following[app]),
        )
        before[app] = [(app, name)]
    gone = [ops.DeleteModel(state.models[key].name) for key in _ordered(state, wanted, last=True)]
    yield _migration(
        source,
        _name(loader, source, f"hand_over_to_{target}"),
        dependencies=[
            *_leaf(loader, source),
            come,
            *(node for leaf in before.values() for node in leaf),
        ],
        operations=_state_only([*following.get(source, ()), *gone]),
    )


def _migration(
    app: str,
    name: str,
    *,
    dependencies: list[Node],
    operations: list[Operation],
    atomic: bool = True,
) -> Migration:
    said = {
        "dependencies": list(dict.fromkeys(dependencies)),
        "operations": operations,
        "atomic": atomic,
    }
    migration: Migration = type("Migration", (Migration,), said)(name, app)
    return migration


def _name(loader: MigrationLoader, app: str, what: str) -> str:
    leaf = _leaf(loader, app)
    number = (MigrationAutodetector.parse_number(leaf[0][1]) or 0) + 1 if leaf else 1
    return f"{number:04}_{what}"


def _leaf(loader: MigrationLoader, app: str) -> list[Node]:
    return list(loader.graph.leaf_nodes(app))[:1]


def _state_only(inside: list[Operation]) -> list[Operation]:
    return [ops.SeparateDatabaseAndState(state_operations=inside)] if inside else []


def _data(wanted: Moves) -> list[Operation]:
    known = keepers.keepers()
    if known is None:
        return []
    forward, backward = content_types.forward(known, wanted), content_types.backward(known, wanted)
    return [ops.RunSQL(list(forward), list(backward))]


def _creations(state: ProjectState, wanted: Moves) -> list[Operation]:
    return [_creation(states.moved(state, wanted[key], wanted)) for key in _ordered(state, wanted)]


def _creation(model: ModelState) -> Operation:
    return ops.CreateModel(
        name=model.name,
        fields=list(model.fields.items()),
        # Empty lists are what every model has.
        options={name: value for name, value in model.options.items() if value != []},
        bases=model.bases,
        managers=model.managers,
    )


def _ordered(state: ProjectState, wanted: Moves, *, last: bool = False) -> list[Key]:
    """
    What a model inherits from or names comes before it, for whoever reads; circles anyhow.
    """
    needs = {key: set(_needs(state, key)) & set(wanted) - {key} for key in wanted}
    sorter: graphlib.TopologicalSorter[Key] = graphlib.TopologicalSorter(needs)
    try:
        found = list(sorter.static_order())
    except graphlib.CycleError:
        found = list(wanted)
    return found[::-1] if last else found


def _needs(state: ProjectState, key: Key) -> Iterator[Key]:
    model = state.models[key]
    for base in model.bases:
        if isinstance(base, str):
            yield resolve_relation(base, *key)
    for field in model.fields.values():
        remote: Any = field.remote_field
        if remote:
            yield resolve_relation(remote.model, *key)


def _following(state: ProjectState, wanted: Moves) -> Iterable[tuple[str, list[Operation]]]:
    """
    What each app has to say about its models that name one that goes.
    """
    found: dict[str, list[Operation]] = {}
    for model, fields, bases in states.staying(state, wanted):
        operations = found.setdefault(model.app_label, [])
        if bases:
            # No operation changes bases: the state forgets the model and learns it again.
            again = model.clone()
            again.bases = bases
            again.fields.update(fields)
            operations += [ops.DeleteModel(model.name), _creation(again)]
        else:
            operations += [
                ops.AlterField(model.name_lower, name, field) for name, field in fields.items()
            ]
    return found.items()


def _dependencies(
    loader: MigrationLoader, state: ProjectState, wanted: Moves, source: str, target: str
) -> list[Node]:
    """
    The old app as it is, the new one if it is there, and the tables of content types and permissions.
    """
    found = [*_leaf(loader, target), *_leaf(loader, source)]
    named = {
        other[0]
        for key in wanted
        for other in _needs(state, key)
        if other[0] not in (source, target)
    }
    before = {node for leaf in found for node in loader.graph.forwards_plan(leaf)}
    for app in sorted(named):
        if not any(node in before for node in _leaf(loader, app)) and places.is_own(
            apps.get_app_config(app).name
        ):
            found += _leaf(loader, app)
    if apps.is_installed("django.contrib.contenttypes"):
        found.append(("contenttypes", "0002_remove_content_type_name"))
    if apps.is_installed("django.contrib.auth"):
        found += [("auth", "0001_initial"), ("__setting__", "AUTH_USER_MODEL")]
    return found


def _descendants(loader: MigrationLoader, source: str) -> list[str]:
    """
    Every app with a migration that comes after one of the old app.
    """
    found: set[str] = set()
    for root in loader.graph.root_nodes(source):
        found |= {app for app, _ in loader.graph.backwards_plan(root)}
    return sorted(found - {source})


def _folder(app: str, target: str, folder: str) -> str:
    if app == target:
        return folder
    module = import_module(MigrationLoader.migrations_module(app)[0] or "")
    return places.relative(pathlib.Path(str(module.__file__)).parent)
