"""
Which values does an array column hold? One, two or three of those that its entries can have.
"""

from __future__ import annotations  # Django's fields are generic only for type checkers

import dataclasses
from collections.abc import Callable
from typing import Any

from django.db import connection

from wheelwright.agent.rows.tables import Column
from wheelwright.agent.rows.typed_values import ENDLESS, Values

LONGEST = 3
ENTRY = """
    SELECT format_type(e.oid, %s), e.typname, e.typtype::text, e.typcategory::text,
        ARRAY(SELECT enumlabel::text FROM pg_enum WHERE enumtypid = e.oid ORDER BY enumsortorder)
    FROM pg_type t JOIN pg_type e ON e.oid = t.typelem WHERE t.oid = to_regtype(%s)
"""
EMPTY = Values(at=lambda _: "'{}'", capacity=1)


def of(column: Column, entries: Callable[[Column], Values]) -> Values:
    """
    Arrays of what `entries` knows about the column of one entry; else empty ones.
    """
    field: Any = column.field
    base = getattr(field, "base_field", None)
    if base is None or getattr(base, "base_field", None) is not None:
        return EMPTY  # arrays of arrays must be rectangular
    with connection.cursor() as cursor:
        cursor.execute(ENTRY, [column.modifier, column.type])
        found = cursor.fetchone()
    if found is None:
        return EMPTY
    kind, name, typtype, category, labels = found
    entry = dataclasses.replace(
        column,
        type=kind,
        base=name,
        kind=typtype,
        category=category,
        labels=tuple(labels),
        default=None,
        field=base,
    )
    try:
        values = entries(entry)
    except LookupError:
        return EMPTY
    most = min(getattr(field, "size", None) or LONGEST, LONGEST)

    def at(n: str) -> str:
        several = ", ".join(f"({values.at(f'({n}) + {place}')})::{kind}" for place in range(most))
        return f"(ARRAY[{several}])[1:1 + (({n}) % {most})::int]"

    return Values(at=at, capacity=min(values.capacity, ENDLESS))
