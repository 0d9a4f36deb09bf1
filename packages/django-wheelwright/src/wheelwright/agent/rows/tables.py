"""
What does the server itself demand of the rows of a table? Read from its catalogue.
"""

from __future__ import annotations  # Django's fields are generic only for type checkers

import collections
import dataclasses
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection, models

type Model = type[models.Model]

COLUMNS = """
    SELECT a.attrelid, a.attname, format_type(a.atttypid, a.atttypmod), b.typname, b.typtype::text,
        b.typcategory::text, CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE a.atttypmod END,
        a.attnotnull OR t.typnotnull, a.attidentity <> '' OR coalesce(
            starts_with(pg_get_expr(d.adbin, d.adrelid), 'nextval('), false) AND a.attgenerated = '',
        a.attidentity = 'a', CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END,
        CASE WHEN a.attgenerated <> '' THEN pg_get_expr(d.adbin, d.adrelid) END,
        ARRAY(SELECT enumlabel::text FROM pg_enum WHERE enumtypid = b.oid ORDER BY enumsortorder),
        (SELECT format_type(rngsubtype, NULL) FROM pg_range WHERE rngtypid = b.oid),
        ARRAY(SELECT pg_get_expr(conbin, 0) FROM pg_constraint
              WHERE contypid = t.oid AND contype = 'c')
    FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
    JOIN pg_type b ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attrelid = ANY(%s) AND a.attnum > 0 AND NOT a.attisdropped
    ORDER BY a.attrelid, a.attnum
"""
CHECKS = """
    SELECT conrelid, conname, pg_get_expr(conbin, conrelid)
    FROM pg_constraint WHERE conrelid = ANY(%s) AND contype = 'c' ORDER BY conname
"""
INDEXES = """
    SELECT x.indrelid, i.relname,
        ARRAY(SELECT pg_get_indexdef(x.indexrelid, k::int, true)
              FROM generate_series(1, x.indnkeyatts) AS k ORDER BY k),
        coalesce(ARRAY(SELECT oprname::text FROM unnest(c.conexclop) WITH ORDINALITY AS o(oid, n)
              JOIN pg_operator p ON p.oid = o.oid ORDER BY n), '{}'),
        pg_get_expr(x.indpred, x.indrelid), x.indnullsnotdistinct
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
    LEFT JOIN pg_constraint c ON c.conindid = x.indexrelid AND c.conrelid = x.indrelid
        AND c.contype = 'x'
    WHERE x.indrelid = ANY(%s) AND (x.indisunique OR c.oid IS NOT NULL)
    ORDER BY x.indnkeyatts, i.relname
"""
REFERENCES = """
    SELECT conrelid, confrelid::regclass::text,
        ARRAY(SELECT attname::text FROM unnest(conkey) WITH ORDINALITY AS k(number, n)
              JOIN pg_attribute ON attrelid = conrelid AND attnum = k.number ORDER BY n),
        ARRAY(SELECT attname::text FROM unnest(confkey) WITH ORDINALITY AS k(number, n)
              JOIN pg_attribute ON attrelid = confrelid AND attnum = k.number ORDER BY n)
    FROM pg_constraint WHERE conrelid = ANY(%s) AND contype = 'f' ORDER BY conname
"""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """
    One column, with the field that the package maps to it, if it does.
    """

    name: str
    type: str
    base: str
    kind: str
    category: str
    modifier: int
    required: bool
    numbered: bool
    always: bool
    default: str | None
    generated: str | None
    labels: tuple[str, ...]
    subtype: str | None
    domain_checks: tuple[str, ...]
    field: models.Field[Any, Any] | None = None

    @property
    def room(self) -> int:
        """
        How many characters fit in.
        """
        if self.base in ("varchar", "bpchar") and self.modifier > 4:
            return self.modifier - 4
        return 60


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Distinct:
    """
    What no two rows may share: a primary key, a unique index or an exclusion constraint.

    `parts` are the columns of each of its keys; `operators` is empty unless it excludes.
    """

    name: str
    texts: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]
    operators: tuple[str, ...]
    predicate: str | None
    nulls_too: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """
    Columns that must hold the keys of a row of another table, or of this one.
    """

    columns: tuple[str, ...]
    parent: str
    keys: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """
    One table; `name` is as SQL writes it.
    """

    name: str
    model: Model
    columns: tuple[Column, ...]
    checks: tuple[tuple[str, str], ...]
    distincts: tuple[Distinct, ...]
    references: tuple[Reference, ...]

    def column(self, name: str) -> Column:
        """
        The column of this name.
        """
        return next(column for column in self.columns if column.name == name)

    def is_optional(self, reference: Reference) -> bool:
        """
        May rows do without it?
        """
        return not any(self.column(name).required for name in reference.columns)


def read(wanted: Iterable[Model]) -> tuple[Table, ...]:
    """
    The tables of these models, in the same order; a model whose table is not there is left out.
    """
    places = {model: _place(model) for model in wanted}
    numbers = [place[0] for place in places.values() if place]
    columns = _grouped(COLUMNS, numbers)
    checks = _grouped(CHECKS, numbers)
    indexes = _grouped(INDEXES, numbers)
    references = _grouped(REFERENCES, numbers)
    return tuple(
        _table(
            model, place[1], *(rows[place[0]] for rows in (columns, checks, indexes, references))
        )
        for model, place in places.items()
        if place
    )


def _place(model: Model) -> tuple[int, str] | None:
    quoted = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)::oid::bigint, to_regclass(%s)::text", [quoted] * 2)
        number, name = cursor.fetchone()
    return (number, name) if number else None


def _grouped(query: str, numbers: list[int]) -> dict[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = collections.defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(query, [numbers])
        for number, *rest in cursor.fetchall():
            found[number].append(tuple(rest))
    return found


def _table(
    model: Model,
    name: str,
    columns: list[tuple[Any, ...]],
    checks: list[tuple[Any, ...]],
    indexes: list[tuple[Any, ...]],
    references: list[tuple[Any, ...]],
) -> Table:
    fields = {str(field.column): field for field in model._meta.local_concrete_fields}
    made = tuple(_column(row, fields.get(row[0])) for row in columns)
    domains = [
        (column.type, re.sub(r"\bVALUE\b", connection.ops.quote_name(column.name), check))
        for column in made
        for check in column.domain_checks
    ]
    return Table(
        name=name,
        model=model,
        columns=made,
        checks=(*((str(n), str(text)) for n, text in checks), *domains),
        distincts=tuple(_distinct(row, made) for row in indexes),
        references=tuple(_references(fields, references)),
    )


def _column(row: tuple[Any, ...], field: models.Field[Any, Any] | None) -> Column:
    return Column(
        name=row[0],
        type=row[1],
        base=row[2],
        kind=row[3],
        category=row[4],
        modifier=row[5],
        required=row[6],
        numbered=row[7],
        always=row[8],
        default=row[9],
        generated=row[10],
        labels=tuple(row[11]),
        subtype=row[12],
        domain_checks=tuple(row[13]),
        field=field,
    )


def _distinct(row: tuple[Any, ...], columns: tuple[Column, ...]) -> Distinct:
    name, texts, operators, predicate, nulls_too = row
    return Distinct(
        name=name,
        texts=tuple(texts),
        parts=tuple(tuple(_bases(text, columns)) for text in texts),
        operators=tuple(operators),
        predicate=predicate,
        nulls_too=nulls_too,
    )


def _bases(text: str, columns: tuple[Column, ...]) -> Iterator[str]:
    """
    The columns an expression depends on, seen through generated ones.
    """
    for column in mentioned(text, columns):
        if column.generated is None:
            yield column.name
        else:
            yield from _bases(column.generated, columns)


def mentioned(text: str, columns: Iterable[Column]) -> list[Column]:
    """
    The columns an expression names, in the order in which it does.
    """
    bare = re.sub(r"'(?:[^']|'')*'", "''", text)
    places = [
        (match.start(), column)
        for column in columns
        if (match := re.search(rf'(?<![\w"]){re.escape(column.name)}(?![\w"(])', bare))
        or (match := re.search(rf'"{re.escape(column.name)}"', bare))
    ]
    return [column for _, column in sorted(places, key=lambda place: place[0])]


def _references(
    fields: dict[str, models.Field[Any, Any]], found: list[tuple[Any, ...]]
) -> Iterator[Reference]:
    """
    The server's foreign keys, and those that only the models know of.
    """
    covered = set()
    for parent, columns, keys in found:
        covered.update(columns)
        yield Reference(columns=tuple(columns), parent=parent, keys=tuple(keys))
    for name, field in fields.items():
        if isinstance(field, models.ForeignKey) and name not in covered:
            place = _place(field.related_model)
            if place:
                key = str(field.target_field.column)
                yield Reference(columns=(name,), parent=place[1], keys=(key,))
