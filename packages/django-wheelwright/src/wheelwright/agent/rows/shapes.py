"""
What do the texts of a column look like that always hold something structured: JSON, numbers, dates?
"""

from __future__ import annotations  # Django's fields are generic only for type checkers

import dataclasses
import re
from collections.abc import Sequence

from django.db import connection, models

from wheelwright.agent.rows import typed_values
from wheelwright.agent.rows.tables import Column, Table
from wheelwright.agent.rows.typed_values import ENDLESS, Values
from wheelwright.agent.rows.wishes import Wishes

MOST = 50  # seeded values that take turns
TOKEN = re.compile(r"\S+|[\[{\"].*|\d{4}-\d\d-\d\d[ T].*", re.DOTALL)
DOCUMENTS = ("json", "jsonb", "hstore")
LENGTH_OF_A_UUID = 36
HEX = "md5(({n})::text)"
# Texts of each kind, as SQL of a number.
KINDS = {
    "json": "'{{\"row\": ' || ({n})::text || '}}'",
    "number": "({n})::text",
    "boolean": "CASE ({n}) % 2 WHEN 0 THEN 'true' ELSE 'false' END",
    "date": "to_char(date '2020-01-01' + (({n}) % 3650)::int, 'YYYY-MM-DD')",
    "time": "to_char(time '00:00' + ({n}) * interval '1 minute', 'HH24:MI:SS')",
    "moment": "to_char(timestamp '2020-01-01 00:00' + ({n}) * interval '1 minute',"
    ' \'YYYY-MM-DD"T"HH24:MI:SS"+00:00"\')',
    "uuid": "md5(({n})::text)::uuid::text",
    "interval": "({n})::text || ' seconds'",
    "address": "host(inet '10.0.0.0' + ({n}))",
}


def of(table: Table, column: Column, values: Values, wishes: Wishes) -> Values:
    """
    The same values, unless it is known better: from a wish, or from rows that are there already.
    """
    kind = wishes.kind_of(table.model._meta.db_table, column.name)
    if kind in KINDS and _is_text(column):
        text = HEX if kind == "uuid" and column.room < LENGTH_OF_A_UUID else KINDS[str(kind)]
        return Values(at=lambda n: text.format(n=n), capacity=ENDLESS)
    if seeded := _seeded(table, column):
        return dataclasses.replace(values, usual=_in_turn(seeded, column.type))
    if wishes.keys and column.base in ("json", "jsonb"):
        return _with_keys(column, wishes.keys)
    return values


def _in_turn(seeded: Sequence[str], kind: str) -> str:
    # No array of these: an array of arrays must be rectangular.
    cases = " ".join(
        f"WHEN {place} THEN {typed_values.quoted(text)}" for place, text in enumerate(seeded)
    )
    return f"(CASE i % {len(seeded)} {cases} END)::{kind}"


def is_known(table: Table, column: Column, wishes: Wishes) -> bool:
    """
    Must its texts be of one kind, so that none of them is empty?
    """
    kind = wishes.kind_of(table.model._meta.db_table, column.name)
    return (kind in KINDS and _is_text(column)) or (
        bool(wishes.keys) and column.base in ("json", "jsonb")
    )


def _is_text(column: Column) -> bool:
    field = column.field
    return (
        column.category == "S"
        and not (field is not None and field.flatchoices)
        and not isinstance(field, models.ForeignKey)
    )


def _with_keys(column: Column, keys: Sequence[str]) -> Values:
    listed = ", ".join(f"{typed_values.quoted(key)}, {{n}}" for key in ("row", *keys))
    make = f"{column.base}_build_object({listed})"
    return Values(at=lambda n: make.replace("{n}", n), capacity=ENDLESS)


def _seeded(table: Table, column: Column) -> list[str]:
    """
    What the package itself has stored, where all of it is structured: other texts would be prose.
    """
    if not (column.base in DOCUMENTS or column.category == "A" or _is_text(column)):
        return []
    name = connection.ops.quote_name(column.name)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT {name}::text FROM {table.name}"
            f" WHERE nullif({name}::text, '') IS NOT NULL ORDER BY 1 LIMIT {MOST}"
        )
        found = [str(text) for (text,) in cursor.fetchall()]
    if column.category == "S" and not all(TOKEN.fullmatch(text) for text in found):
        return []
    return found
