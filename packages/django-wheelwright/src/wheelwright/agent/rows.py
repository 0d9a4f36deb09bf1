"""
How is every table filled to N synthetic rows, set-based, within the rules of its columns?
"""

from __future__ import annotations  # Django's fields are generic only for type checkers

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from wheelwright.agent.identify import own_labels
from wheelwright.agent.say import Say
from wheelwright.agent.values import Expression, for_field

LOOKUPS = 100  # rows of a table that is only filled because another points at it

type Model = type[models.Model]


def fill(*, say: Say, count: int, modules: list[str]) -> None:
    """
    Fill the package's tables to `count` rows each, and what they point at as far as needed.
    """
    own = [model for label in own_labels(modules) for model in _tables(label)]
    for model in _parents_first(own):
        wanted = count if model in own else min(count, LOOKUPS)
        table = model._meta.db_table
        have = _count(table)
        try:
            if have < wanted:
                with transaction.atomic():
                    _insert(model, have, wanted)
        except (DatabaseError, LookupError) as exc:
            say("unfilled", table=table, rows=have, reason=str(exc).strip().splitlines()[0])
        else:
            say("filled", table=table, rows=max(wanted, have))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _tables(label: str) -> Iterator[Model]:
    for model in apps.get_app_config(label).get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy and not model._meta.swapped:
            yield model


def _parents_first(wanted: list[Model]) -> list[Model]:
    """
    The tables in an order in which each one's required parents come before it.
    """
    order: list[Model] = []
    visiting: set[Model] = set()

    def visit(model: Model) -> None:
        if model in order or model in visiting:
            return
        visiting.add(model)
        for field in _columns(model):
            if isinstance(field, models.ForeignKey) and field.related_model is not model:
                visit(field.related_model)
        order.append(model)

    for model in wanted:
        visit(model)
    return order


def _columns(model: Model) -> list[models.Field[Any, Any]]:
    return [field for field in model._meta.local_concrete_fields if not _is_generated(field)]


def _is_generated(field: models.Field[Any, Any]) -> bool:
    return isinstance(field, models.AutoField) or getattr(field, "generated", False)


def _count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
        return int(cursor.fetchone()[0])


def _insert(model: Model, have: int, wanted: int) -> None:
    quote = connection.ops.quote_name
    unique, combined = _uniques(model)
    names: list[str] = []
    sqls: list[str] = []
    params: list[Any] = []
    for field in _columns(model):
        value: Expression | None
        if isinstance(field, models.ForeignKey):
            value = _reference(field, model, unique=field in unique, stride=combined.get(field))
        elif getattr(field, "has_db_default", lambda: False)() and field not in unique:
            continue
        else:
            value = for_field(field, unique=field in unique)
        if value is not None:
            names.append(quote(str(field.column)))
            sqls.append(value.sql)
            params += value.params
    table = quote(model._meta.db_table)
    columns = f"({', '.join(names)}) SELECT {', '.join(sqls)}" if names else "DEFAULT VALUES"
    with connection.cursor() as cursor:
        if not names:
            for _ in range(wanted - have):
                cursor.execute(f"INSERT INTO {table} DEFAULT VALUES")
            return
        # A field that fits no index type can still clash with a seeded row: those are left out.
        cursor.execute(
            f"INSERT INTO {table} {columns} FROM generate_series(%s::bigint, %s) AS i"
            " ON CONFLICT DO NOTHING",
            [*params, have + 1, wanted],
        )


def _uniques(
    model: Model,
) -> tuple[set[models.Field[Any, Any]], dict[models.Field[Any, Any], int]]:
    """
    Fields that must differ per row, and for sets of references how slowly each one turns.
    """
    meta = model._meta
    unique = {field for field in _columns(model) if field.unique}
    sets = [tuple(names) for names in meta.unique_together]
    sets += [tuple(c.fields) for c in meta.constraints if isinstance(c, models.UniqueConstraint)]
    turning: dict[models.Field[Any, Any], int] = {}
    for names in sets:
        fields = [field for field in _columns(model) if field.name in names]
        if not fields or unique.intersection(fields):
            continue
        free = [f for f in fields if not f.remote_field and _can_vary(f)]
        if free:
            unique.add(max(free, key=_room))
            continue
        stride = 1
        for field in fields:
            if isinstance(field, models.ForeignKey):
                turning[field] = stride
                stride *= max(_count(field.related_model._meta.db_table), 1)
    return unique, turning


def _can_vary(field: models.Field[Any, Any]) -> bool:
    return not field.flatchoices and not isinstance(field, models.BooleanField | models.JSONField)


def _room(field: models.Field[Any, Any]) -> int:
    if isinstance(field, models.UUIDField | models.TextField):
        return 1000
    return field.max_length or (100 if isinstance(field, models.DateTimeField) else 50)


def _reference(
    field: models.ForeignKey[Any, Any], model: Model, *, unique: bool, stride: int | None
) -> Expression | None:
    parent = field.related_model
    if parent is model:
        if not field.null:
            raise LookupError(f"{field.name} points at its own table and is required")
        return None
    meta = parent._meta
    table = connection.ops.quote_name(meta.db_table)
    column = connection.ops.quote_name(str(field.target_field.column))
    rows = _count(meta.db_table)
    if not rows:
        if field.null:
            return None
        raise LookupError(f"{field.name} is required and {meta.db_table} has no rows")
    index = "i - 1" if unique else f"(i / {stride or 1})"
    # Read once into an array: a lookup per row would be a join without an index.
    keys = f"(SELECT array_agg({column} ORDER BY {column}) FROM {table})"
    return Expression(sql=f"({keys})[1 + ({index} %% {rows})::int]")
