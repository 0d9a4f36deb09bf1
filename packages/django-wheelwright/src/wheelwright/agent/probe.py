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

from wheelwright.agent.identify import own_labels
from wheelwright.agent.loop import Say

type Model = type[models.Model]
SOME_ROWS = 5


class RollBack(Exception):
    """
    Ends a probe's transaction without keeping anything.
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


def _attempts(model: Model) -> Iterator[tuple[str, Callable[[], object]]]:
    manager = model._base_manager
    yield "read", lambda: list(manager.order_by("pk")[:SOME_ROWS])
    yield "insert", lambda: _insert(model)
    yield "update", lambda: _first(model, lambda row: row.save(force_update=True))
    yield "delete", lambda: _first(model, lambda row: row.delete())


def _try(say: Say, model: Model, action: str, attempt: Callable[[], object]) -> None:
    last: list[str] = []

    def remember(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        last.append(str(sql))
        return execute(sql, *rest)

    facts: dict[str, Any] = {"sqlstate": None, "message": ""}
    try:
        with (
            contextlib.suppress(RollBack),
            transaction.atomic(),
            connection.execute_wrapper(remember),
        ):
            attempt()
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            raise RollBack
    except DatabaseError as exc:
        cause = exc.__cause__ or exc
        facts = {
            "sqlstate": getattr(cause, "sqlstate", None),
            "message": str(exc).strip(),
            "statement": last[-1] if last else "",
        }
    except Exception as exc:  # a model's own code refused made-up values: not the schema's doing
        facts = {"sqlstate": None, "message": f"{type(exc).__name__}: {exc}", "unusable": True}
    say("probe", model=model._meta.label, table=model._meta.db_table, action=action, **facts)


def _first(model: Model, act: Callable[[Any], object]) -> None:
    row = model._base_manager.order_by("pk").first()
    if row is not None:
        act(row)


def _insert(model: Model) -> None:
    values = {
        field.attname: _value(field)
        for field in model._meta.concrete_fields
        if not isinstance(field, models.AutoField) and not getattr(field, "generated", False)
    }
    # A column with a database default is the server's affair unless the code sends something.
    row = model(**{name: value for name, value in values.items() if value is not ...})
    row.save(force_insert=True)


def _value(field: models.Field[Any, Any]) -> Any:
    if getattr(field, "has_db_default", lambda: False)():
        return ...
    if isinstance(field, models.ForeignKey):
        return _reference(field)
    if field.has_default() and not field.unique:
        return field.get_default()
    choices = [value for value, _ in field.flatchoices if value not in ("", None)]
    return choices[0] if choices else _typed(field)


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
