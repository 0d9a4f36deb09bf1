"""
Which apps, models, relations and receivers does this project have, and who keeps content types?
"""

import pathlib
import platform
from typing import Any, cast

import django
from django.apps import AppConfig, apps
from django.conf import settings
from django.db import connection, models
from django.db.migrations.exceptions import BadMigrationError, NodeNotFoundError
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model

from wheelwright.agent.boundary import receivers
from wheelwright.agent.events import Say
from wheelwright.agent.extract import health, places

LABELLED = "%(app_label)s"


def survey(*, say: Say) -> None:
    """
    Say everything that a plan needs to know; no row and no table is looked at.
    """
    say(
        "project",
        django=django.get_version(),
        python=platform.python_version(),
        vendor=connection.vendor,
        user_model=getattr(settings, "AUTH_USER_MODEL", ""),
    )
    try:
        loader = MigrationLoader(None, ignore_no_migrations=True)
    except (NodeNotFoundError, BadMigrationError) as exc:
        health.say_broken(exc, say)
        loader = None
    for config in apps.get_app_configs():
        _app(config, loader, say)
        for model in config.get_models(include_auto_created=True, include_swapped=True):
            _model(model, say)
            _relations(model, say)
    for signal, sender, receiver in receivers():
        if hasattr(sender, "_meta"):
            say(
                "receiver",
                signal=signal,
                sender=sender._meta.label,
                function=_function(receiver),
                place=places.of_function(receiver),
            )
    if loader is not None:
        health.say(loader, say)


def _function(receiver: Any) -> str:
    written = getattr(receiver, "func", receiver)  # of a partial
    name = getattr(written, "__qualname__", type(written).__qualname__)
    return f"{getattr(written, '__module__', '')}.{name}"


def _app(config: AppConfig, loader: MigrationLoader | None, say: Say) -> None:
    module, _ = MigrationLoader.migrations_module(config.label)
    leaves = loader.graph.leaf_nodes(config.label) if loader else []
    disk = loader.disk_migrations if loader else {}
    own = places.is_own(config.name)
    say(
        "app",
        label=config.label,
        module=config.name,
        folder=places.relative(pathlib.Path(config.path)),
        own=own,
        migrations=module if loader and config.label in loader.migrated_apps else "",
        leaf=leaves[0][1] if leaves else "",
        migration_count=sum(1 for app, _ in disk if app == config.label),
        auto_field=cast(Any, config).default_auto_field,
    )


def _model(model: type[Model], say: Say) -> None:
    options = cast(Any, model._meta)
    kept = _kept(model)
    say(
        "model",
        label=options.label,
        app=options.app_label,
        name=options.object_name,
        module=model.__module__,
        place=_place_of(model, kept),
        table=options.db_table,
        table_named="db_table" in options.original_attrs,
        managed=options.managed,
        proxy=options.proxy,
        swappable=options.swappable or "",
        swapped_for=options.swapped or "",
        parents=[base._meta.label for base in _parents(model)],
        bases=[_base(base) for base in _bases(model)],
        managers=[_path(type(manager)) for manager in options.local_managers],
        history_of=_history_of(kept),
        through_of=_through_of(model),
        permissions=[*_default_permissions(options), *(code for code, _ in options.permissions)],
        constraints=[constraint.name for constraint in options.constraints],
        indexes=[index.name for index in options.indexes],
        sequence=_sequence(model),
        named_by_label=_named_by_label(model),
        reverse_by_label=sorted(_reverse_by_label(model)),
        generic=[f.name for f in options.private_fields if hasattr(f, "ct_field")],
    )


def _kept(model: type[Model]) -> Any:
    """
    The model whose history this one is.
    """
    return getattr(model, "instance_type", None) or getattr(model, "pgh_tracked_model", None)


def _place_of_field(model: type[Model], name: str) -> dict[str, Any]:
    place = places.of_field(model, name)
    kept = _kept(model)
    return place if place["line"] or kept is None else places.of_field(kept, name)


def _place_of(model: type[Model], kept: Any) -> dict[str, Any]:
    place = places.of_class(model)
    if place["line"] or kept is None:
        return place
    # A class that no file has: the line that asked for it is the one of the history.
    manager = getattr(kept._meta, "simple_history_manager_attribute", "history")
    return places.of_field(kept, manager)


def _history_of(kept: Any) -> str:
    if kept is None or not hasattr(kept, "_meta"):
        return ""
    made_for = kept._meta.auto_created
    return cast(str, (made_for or kept)._meta.label)


def _parents(model: type[Model]) -> list[type[Model]]:
    return [base for base in model.__bases__ if _is_table(base)]


def _bases(model: type[Model]) -> list[type]:
    """
    Each abstract model and mixin on the way up to the next table, nearest first.
    """
    found: list[type] = []
    waiting = list(model.__bases__)
    while waiting:
        base = waiting.pop(0)
        if base in (object, Model) or _is_table(base) or base in found:
            continue
        found.append(base)
        waiting += base.__bases__
    return found


def _is_table(base: type) -> bool:
    return hasattr(base, "_meta") and not cast(Any, base)._meta.abstract


def _base(base: type) -> dict[str, Any]:
    return {
        "path": _path(base),
        "place": places.of_class(base),
        "abstract": hasattr(base, "_meta"),
        "own": places.is_own(base.__module__),
    }


def _path(cls: type) -> str:
    return f"{cls.__module__}.{cls.__qualname__}"


def _through_of(model: type[Model]) -> str:
    made_for = model._meta.auto_created
    if not made_for:
        return ""
    for field in cast(Any, made_for)._meta.local_many_to_many:
        if field.remote_field.through is model:
            return f"{cast(Any, made_for)._meta.label}.{field.name}"
    return cast(str, cast(Any, made_for)._meta.label) + "."


def _default_permissions(options: Any) -> list[str]:
    return [f"{action}_{options.model_name}" for action in options.default_permissions]


def _sequence(model: type[Model]) -> str:
    key = model._meta.pk
    if not isinstance(key, models.AutoField) or model._meta.proxy or not model._meta.managed:
        return ""
    return f"{model._meta.db_table}_{key.column}_seq"


def _named_by_label(model: type[Model]) -> list[dict[str, Any]]:
    """
    What has the app's label in its name because an abstract parent says so, and where.
    """
    found: dict[str, dict[str, Any]] = {}
    for base in (b for b in reversed(model.__mro__) if _is_abstract(b)):
        options = cast(Any, base)._meta
        for each in (*options.constraints, *options.indexes):
            if LABELLED in (each.name or ""):
                # The one farthest up: whoever inherits its Meta has the name from there.
                found.setdefault(each.name, places.of_class(base))
    return [{"name": name, "place": found[name]} for name in sorted(found)]


def _is_abstract(base: type) -> bool:
    return hasattr(base, "_meta") and bool(cast(Any, base)._meta.abstract)


def _reverse_by_label(model: type[Model]) -> set[str]:
    options = cast(Any, model._meta)
    names = {base.default_related_name or "" for base in _abstract(model)}
    names |= {
        getattr(field, "_related_name", None) or ""
        for field in (*options.local_fields, *options.local_many_to_many)
    }
    return {name for name in names if LABELLED in name}


def _abstract(model: type[Model]) -> list[Any]:
    return [cast(Any, b)._meta for b in model.__mro__ if _is_abstract(b)]


def _relations(model: type[Model], say: Say) -> None:
    options = cast(Any, model._meta)
    if options.proxy or options.swapped:
        return
    for field in (*options.local_fields, *options.local_many_to_many):
        target = field.remote_field.model if field.remote_field else None
        if target is None or isinstance(target, str):
            continue
        if field.many_to_many and field.remote_field.through is None:
            continue  # of a model that is swapped for another
        kind, table, through = _kind(field)
        say(
            "relation",
            source=options.label,
            field=field.name,
            kind=kind,
            target=target._meta.label,
            table=table,
            column=getattr(field, "column", "") or "",
            through=through,
            place=_place_of_field(model, field.name),
        )
        _keeps(field, target._meta.label, say)
    for field in options.private_fields:
        if hasattr(field, "object_id_field_name") and field.remote_field:  # a GenericRelation
            target = field.remote_field.model
            say(
                "relation",
                source=options.label,
                field=field.name,
                kind="generic",
                target=target._meta.label,
                table=target._meta.db_table,
                column=field.object_id_field_name,
                through="",
                place=places.of_field(model, field.name),
            )


def _kind(field: Any) -> tuple[str, str, str]:
    table = field.model._meta.db_table
    if field.many_to_many:
        through = field.remote_field.through
        if through is None or isinstance(through, str):  # of a model that a setting has replaced
            return "many-to-many", "", through or ""
        written = "" if through._meta.auto_created else through._meta.label
        return "many-to-many", through._meta.db_table, written
    if getattr(field.remote_field, "parent_link", False):
        return "parent", table, ""
    return ("one-to-one" if field.one_to_one else "key"), table, ""


def _keeps(field: Any, target: str, say: Say) -> None:
    """
    Say the columns with content types, and the tables that say who may do what.
    """
    options = field.model._meta
    if target == "contenttypes.ContentType" and not field.many_to_many and options.managed:
        say(
            "content type column",
            table=options.db_table,
            column=field.column,
            of=f"{options.label}.{field.name}",
        )
    if target == "auth.Permission" and field.many_to_many and hasattr(field, "m2m_column_name"):
        say(
            "grants",
            table=field.remote_field.through._meta.db_table,
            holder=field.m2m_column_name(),
            permission=field.m2m_reverse_name(),
            of=f"{options.label}.{field.name}",
        )
