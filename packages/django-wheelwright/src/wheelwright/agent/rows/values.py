"""
Which values does a column hold that the package's own code could have stored?
"""

from __future__ import annotations  # Django's fields are generic only for type checkers

import dataclasses
import datetime as dt
import re
import uuid
from typing import Any

from django.core import validators
from django.db import connection, models
from django.utils.functional import Promise

from wheelwright.agent.rows import arrays, patterns, trees, typed_values
from wheelwright.agent.rows.tables import Column, Model
from wheelwright.agent.rows.typed_values import ENDLESS, Values

type Field = models.Field[Any, Any]

CALLS = re.compile(r"\w\(")
# What a document holds that is empty at first.
EMPTY_DOCUMENTS = {
    "'{}'": "{base}_build_object('row', i)",
    "'[]'": "{base}_build_array('row ' || i)",
}
PLAUSIBLE: tuple[Any, ...] = ({}, [], "", "row", 1, 0, False)


def of(model: Model, column: Column, *, wanted: int) -> Values:
    """
    Values that fit the column's type, length, choices, validators and defaults.

    Raises:
        LookupError: for a type whose values cannot be guessed.
    """
    tree = trees.of(model, column)
    if tree is not None:
        return tree
    field = column.field
    if field is None:
        return _with_default(column, typed_values.of(column))
    chosen = [value for value, _ in field.flatchoices if value not in ("", None)]
    if chosen and column.category != "A":
        return typed_values.among([literal(field, value) for value in chosen], column.type)
    if column.category == "A":
        return arrays.of(column, lambda entry: of(model, entry, wanted=wanted))
    try:
        values = _meant(field, column, wanted)
    except LookupError:
        values = _stored(field)
    values = _with_default(column, values)
    usual = _default(field)
    filled = EMPTY_DOCUMENTS.get((usual or "").partition("::")[0])
    if filled and column.base in ("json", "jsonb"):
        usual = f"CASE i % 2 WHEN 0 THEN {usual} ELSE {filled.format(base=column.base)} END"
    if usual is not None:
        values = dataclasses.replace(values, usual=usual)
    return values if _can_be_read(field, column, values) else _stored(field)


def literal(field: Field, value: Any) -> str:
    """
    A value as SQL, prepared as the field would.
    """
    prepared = field.get_db_prep_save(value, connection)
    return str(
        connection.ops.compose_sql(  # type: ignore[attr-defined]  # PostgreSQL's
            "%s", [prepared]
        )
    )


def _with_default(column: Column, values: Values) -> Values:
    """
    The server's default, unless it is another one on every run.
    """
    if column.default is None or CALLS.search(column.default):
        return values
    return dataclasses.replace(values, usual=column.default)


def _default(field: Field) -> str | None:
    if not field.has_default() or field.default is None:
        return None
    value = field.get_default()
    if value is None or value == "" or isinstance(value, models.Expression | Promise):
        return None
    if callable(field.default) and (
        isinstance(value, dt.date | dt.time | uuid.UUID) or value != field.get_default()
    ):
        return None  # another one for every row, and on every run
    return literal(field, value)


def _meant(field: Field, column: Column, wanted: int) -> Values:
    if isinstance(field, models.CharField | models.TextField) and column.category == "S":
        return _text(field, column, wanted)
    values = typed_values.of(column)
    if column.base == "uuid":
        # The same number in another column is another thing.
        start = typed_values.quoted(f"{field.model._meta.label_lower}.{field.column}.")
        return Values(at=lambda n: f"md5({start} || ({n})::text)", capacity=ENDLESS)
    if column.category == "N" and isinstance(field, models.IntegerField):
        return _number(field, values)
    return values


def _text(field: Field, column: Column, wanted: int) -> Values:
    room = min(field.max_length or column.room, column.room)
    if isinstance(field, models.EmailField) and room >= 25:
        return Values(at=lambda n: f"'person' || ({n})::text || '@example.org'", capacity=ENDLESS)
    if isinstance(field, models.URLField) and room >= 30:
        return Values(at=lambda n: f"'https://example.org/' || ({n})::text", capacity=ENDLESS)
    if isinstance(field, models.SlugField) and room >= 16:
        return Values(at=lambda n: f"'row-' || ({n})::text", capacity=ENDLESS)
    for validator in field.validators:
        if isinstance(validator, validators.RegexValidator) and not validator.inverse_match:
            pattern: Any = validator.regex  # compiled by the validator
            values = matching(pattern.pattern, room, wanted)
            if values is not None:
                return values
    return typed_values.text(room, field.name.replace("_", " "))


def matching(pattern: str, room: int, wanted: int) -> Values | None:
    """
    Texts that match a regular expression: as many different ones as fit in, or are wanted.
    """
    best = None
    for more in (0, 2, 4, 8, 12):
        places = patterns.alphabets(pattern, more=more)
        if places is None or len(places) > room:
            break
        best = typed_values.digits(places)
        if best.capacity > wanted and places:
            break
    return best


def _number(field: Field, values: Values) -> Values:
    limits: dict[type[Any], list[int]] = {
        validators.MinValueValidator: [],
        validators.MaxValueValidator: [],
    }
    for validator in getattr(field, "_validators", ()):
        for kind, found in limits.items():
            limit = getattr(validator, "limit_value", None)
            if isinstance(validator, kind) and isinstance(limit, int):
                found.append(limit)
    low = max(limits[validators.MinValueValidator], default=1)
    high = min(limits[validators.MaxValueValidator], default=low + values.capacity - 2)
    if low == 1 and not limits[validators.MaxValueValidator]:
        return values
    many = max(high - low + 1, 1)
    return Values(
        at=lambda n: f"{low} + ({n}) % {many}",
        capacity=many,
        usual=f"{low} + i % {min(many, 1000)}",
    )


def _can_be_read(field: Field, column: Column, values: Values) -> bool:
    """
    Does the field understand what would be stored? Some keep their own format in a plain column.
    """
    if not hasattr(field, "from_db_value") or type(field).__module__.startswith("django."):
        return True
    with connection.cursor() as cursor:
        sql = values.plain()
        cursor.execute(f"SELECT ({sql})::{column.type} FROM (SELECT 1::bigint AS i) AS one")
        return _is_read(field, cursor.fetchone()[0])


def _is_read(field: Any, value: Any) -> bool:
    try:
        field.from_db_value(value, None, connection)
    except Exception:  # whatever the package's code does with what it cannot read
        return False
    return True


def _stored(field: Field) -> Values:
    """
    One value that the field can store and read again.
    """
    for value in PLAUSIBLE:
        try:
            prepared = literal(field, value)
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT ({prepared})::{field.db_type(connection)}")
                stored = cursor.fetchone()[0]
            if not hasattr(field, "from_db_value") or _is_read(field, stored):
                return Values(at=lambda _, sql=prepared: sql, capacity=1)  # type: ignore[misc]
        except Exception:  # noqa: S112  # a value this type does not take; the next one may do
            continue
    raise LookupError(f"no value is known for its type {field.db_type(connection)}")
