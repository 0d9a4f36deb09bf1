"""
Can the code of this environment still read, insert, update and delete rows of its models here?

The values are the same in every run, so the same probe on the old and on the new schema differs
only in the schema; what fails on both says nothing about the upgrade.
"""

from __future__ import annotations  # Django's fields are generic only for type checkers

import contextlib
import datetime as dt
import decimal
import uuid
from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from wheelwright.agent.events import Say
from wheelwright.agent.identify import own_labels

type Model = type[models.Model]
type Facts = dict[str, Any]
type Save = Callable[..., None]
type Attempt = Callable[[Facts, Save], object]
SOME_ROWS = 5


class RollBack(Exception):
    """
    Ends a probe's transaction without keeping anything.
    """


class Unkeyed(Exception):
    """
    A row that the server took without giving it a primary key: nobody can ever ask for it.
    """


class Orphan(Exception):
    """
    A row that cannot be invented, as nothing is there that it must belong to.
    """


def probe(*, say: Say, modules: list[str]) -> None:
    """
    Try each model in its own transaction, always rolled back, and say what the server refused.
    """
    for label in own_labels(modules):
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            meta = model._meta
            if meta.managed and not meta.proxy and not meta.swapped:
                for action, attempt in _attempts(model):
                    _try(say, model, action, attempt)


def _attempts(model: Model) -> Iterator[tuple[str, Attempt]]:
    yield "read", lambda *_: _read(model)
    yield "insert", lambda facts, save: _insert(model, facts, save)
    yield "update", lambda _, save: _first(model, lambda row: save(row, force_update=True))
    yield "delete", lambda *_: _first(model, lambda row: row.delete())


def _try(say: Say, model: Model, action: str, attempt: Attempt) -> None:
    facts = _outcome(model, attempt, _save)
    if facts.get("unusable") and not model._meta.parents:
        # Its own code wants a file or another value; what the table takes can be asked all the same.
        facts = _outcome(model, attempt, _store)
    say("probe", model=model._meta.label, table=model._meta.db_table, action=action, **facts)


def _outcome(model: Model, attempt: Attempt, save: Save) -> Facts:
    last: list[str] = []
    sent: list[str] = []

    def remember(
        execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Facts
    ) -> Any:
        last.append(str(sql))
        for one in params if many else [params]:
            sent.append(_literal(str(sql), one))
        return execute(sql, params, many, context)

    facts: Facts = {"sqlstate": None, "message": "", "sent": sent}
    try:
        with (
            contextlib.suppress(RollBack),
            transaction.atomic(),
            connection.execute_wrapper(remember),
        ):
            attempt(facts, save)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            raise RollBack
    except DatabaseError as exc:
        cause = exc.__cause__ or exc
        facts |= {
            "sqlstate": getattr(cause, "sqlstate", None),
            "constraint": getattr(getattr(cause, "diag", None), "constraint_name", None),
            "message": str(exc).strip(),
            "statement": last[-1] if last else "",
        }
    except Unkeyed as exc:
        facts |= {"message": str(exc), "statement": last[-1] if last else ""}
    except Exception as exc:  # a model's own code refused made-up values: not the schema's doing
        facts |= {"message": f"{type(exc).__name__}: {exc}", "unusable": True}
    return facts


def _save(row: models.Model, **force: Any) -> None:
    row.save(**force)


def _store(row: models.Model, **force: Any) -> None:
    """
    The statement of a save, without what the model's own code does around it.
    """
    row.save_base(raw=True, **force)


def _literal(sql: str, params: Any) -> str:
    """
    A statement as anybody could send it again, with its values written out.
    """
    ops: Any = connection.ops  # the method is PostgreSQL's
    return str(ops.compose_sql(sql, params)) if params else sql


def _read(model: Model) -> None:
    """
    Some rows, and the first of them again by its values: a column may have lost its equality.
    """
    rows = list(model._base_manager.order_by("pk")[:SOME_ROWS])
    if not rows:
        return
    values = {f.attname: getattr(rows[0], f.attname) for f in model._meta.concrete_fields}
    try:
        model._base_manager.filter(**{k: v for k, v in values.items() if v is not None}).exists()
    except DatabaseError:
        raise
    except Exception:
        return  # a field whose values cannot be looked for


def _first(model: Model, act: Callable[[Any], object]) -> None:
    row = model._base_manager.order_by("pk").first()
    if row is not None:
        act(row)


def _insert(model: Model, facts: Facts, save: Save) -> None:
    """
    Save one more row like the first; without one its values are invented, and the facts say so.
    """
    pattern = model._base_manager.order_by("pk").first()
    facts["invented"] = pattern is None
    varied = _varied(model)
    values: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if isinstance(field, models.AutoField) or getattr(field, "generated", False):
            continue
        if getattr(field, "has_db_default", lambda: False)() or field.has_default():
            if field not in varied:
                continue  # what the code itself would store
        elif pattern is not None and field not in varied:
            values[field.attname] = getattr(pattern, field.attname)
            continue
        value = _reference(field) if isinstance(field, models.ForeignKey) else _typed(field)
        if value is None and isinstance(field, models.ForeignKey) and not field.null:
            raise Orphan(f"{field.related_model._meta.label} has no row that it could belong to")
        values[field.attname] = value
    # All at once: a field may do more when a value is set later, as images open their file.
    row = model(**values)
    save(row, force_insert=True)
    if row.pk is None:
        raise Unkeyed(f"the new row got no {model._meta.pk.attname}: the column gives none")


def _varied(model: Model) -> set[models.Field[Any, Any]]:
    """
    Fields that must not repeat the copied row: unique ones, and one of each unique set.
    """
    meta = model._meta
    varied = {field for field in meta.concrete_fields if field.unique}
    sets = [tuple(names) for names in meta.unique_together]
    sets += [tuple(c.fields) for c in meta.constraints if isinstance(c, models.UniqueConstraint)]
    for names in sets:
        free = [f for f in meta.concrete_fields if f.name in names]
        if free and not varied.intersection(free):
            varied.add(next((f for f in free if not f.remote_field), free[-1]))
    return varied


def _reference(field: models.ForeignKey[Any, Any]) -> Any:
    parent = field.related_model._base_manager.order_by("-pk")
    if field.unique:
        taken = field.model._base_manager.values(field.attname)
        parent = parent.exclude(pk__in=taken)
    return parent.values_list(field.target_field.attname, flat=True).first()


def _typed(field: models.Field[Any, Any]) -> Any:
    if isinstance(field, models.CharField | models.TextField):
        text = "probe@example.org" if isinstance(field, models.EmailField) else "probe"
        return text[: field.max_length or 40]
    if isinstance(field, models.DecimalField):
        return decimal.Decimal(0 if field.max_digits == field.decimal_places else 1)
    for kind, value in (
        (models.BooleanField, True),
        (models.IntegerField, 31_313),
        (models.FloatField, 1.0),
        (models.DateTimeField, dt.datetime(2031, 3, 13, tzinfo=dt.UTC)),
        (models.DateField, dt.date(2031, 3, 13)),
        (models.TimeField, dt.time(3, 13)),
        (models.DurationField, dt.timedelta(minutes=13)),
        (models.UUIDField, uuid.UUID(int=31_313)),
        (models.JSONField, {}),
        (models.BinaryField, b"probe"),
        (models.GenericIPAddressField, "192.0.2.13"),
    ):
        if isinstance(field, kind):
            return value
    return None if field.null else field.get_default()
