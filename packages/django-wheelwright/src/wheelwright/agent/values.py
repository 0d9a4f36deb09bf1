"""
Which SQL expression gives row number `i` of a table a plausible value for one field?
"""

from __future__ import annotations  # Django's fields are generic only for type checkers

import dataclasses
from typing import Any

from django.db import connection, models
from django.utils.functional import Promise


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """
    SQL in which `i` is the number of the row, with its parameters.
    """

    sql: str
    params: tuple[Any, ...] = ()


def for_field(field: models.Field[Any, Any], *, unique: bool) -> Expression:
    """
    A value that fits the column's type, length and choices; another one per row if `unique`.

    Raises:
        LookupError: for a type whose values cannot be guessed.
    """
    db_type = str(field.db_type(connection))
    if not unique:
        constant = _constant(field, db_type)
        if constant is not None:
            return constant
    return Expression(sql=f"({_typed(field, unique=unique)})::{db_type}")


def _constant(field: models.Field[Any, Any], db_type: str) -> Expression | None:
    """
    A choice, else a plain default: what the package's own code would store.
    """
    choices = [value for value, _ in field.flatchoices if value not in ("", None)]
    if choices:
        stored = [field.get_db_prep_save(value, connection) for value in choices]
        places = ", ".join(["%s"] * len(stored))
        sql = f"(ARRAY[{places}]::{db_type}[])[1 + (i %% {len(stored)})::int]"
        return Expression(sql=sql, params=tuple(stored))
    if not field.has_default():
        return None
    value = field.get_default()
    if value is None or isinstance(value, models.Expression | Promise) or value == "":
        return None
    return Expression(sql=f"%s::{db_type}", params=(field.get_db_prep_save(value, connection),))


def _typed(field: models.Field[Any, Any], *, unique: bool) -> str:
    kind = field.get_internal_type()
    if isinstance(field, models.CharField | models.TextField):
        return _text(field, unique=unique)
    if isinstance(field, models.DecimalField):
        whole = max((field.max_digits or 9) - (field.decimal_places or 0), 0)
        return f"i %% {10 ** min(whole, 6)}" if whole else "0"
    if isinstance(field, models.IntegerField):
        limit = connection.ops.integer_field_range(kind)[1] or 2**31 - 1
        return f"1 + i %% {limit if unique else min(limit, 1000)}"
    simple = {
        "DateField": "date '2020-01-01' + (i %% 3650)::int",
        "DateTimeField": "timestamptz '2020-01-01 00:00+00' + i * interval '1 minute'",
        "TimeField": "time '00:00' + (i %% 86400) * interval '1 second'",
        "DurationField": "(i %% 86400) * interval '1 second'",
        "BooleanField": "i %% 2 = 0",
        "FloatField": "i %% 100000",
        "UUIDField": f"md5('{field.model._meta.label_lower}.{field.column}.' || i)",
        "JSONField": "jsonb_build_object('row', i)",
        "BinaryField": "convert_to(i::text, 'UTF8')",
        "GenericIPAddressField": "inet '10.0.0.0' + i",
        "ArrayField": "'{}'",
        "HStoreField": "''",
    }
    if kind not in simple:
        raise LookupError(f"no value is known for a {kind}")
    return simple[kind]


def _text(field: models.Field[Any, Any], *, unique: bool) -> str:
    room = field.max_length or 60
    number = "i::text"
    if isinstance(field, models.EmailField) and room >= 20:
        return "'person' || i || '@example.org'"
    if isinstance(field, models.URLField) and room >= 30:
        return "'https://example.org/' || i"
    if isinstance(field, models.SlugField) and room >= 16:
        return "'row-' || i"
    if room < 14:
        # Base 36 would pack more, but whoever reads a finding should recognise the row.
        return f"right(repeat('0', {room}) || {number}, {room})"
    word = field.name.replace("_", " ").replace("'", "")[: room - 12]
    return (
        f"'{word} ' || {number}" if unique or room >= 20 else f"left('{word} ' || {number}, {room})"
    )
