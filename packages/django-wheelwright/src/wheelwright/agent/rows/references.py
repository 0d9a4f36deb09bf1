"""
How does row `i` of a table find a row of another table to point at, without a search per row?
"""

from __future__ import annotations  # Django's fields are generic only for type checkers

import itertools
from collections.abc import Iterator, Mapping
from typing import Any

from django.apps import apps
from django.db import connection, models

from wheelwright.agent.rows.tables import Column, Model, Reference, Table
from wheelwright.agent.rows.typed_values import Values

INTEGERS = ("int2", "int4", "int8")
TYPES = "django_content_type"
_numbers = itertools.count(1)


class Keys:
    """
    The keys of a table's parents while its rows are made.
    """

    def __init__(self, table: Table) -> None:
        self.table = table
        self.made: list[str] = []

    def values(
        self, reference: Reference, *, unused: bool, number: int | None = None
    ) -> dict[str, Values]:
        """
        Per referring column the key of parent number n. With `unused`, only parents that no row
        points at yet; with `number`, only that one.
        """
        where = self._where(reference, unused=unused, number=number)
        if where == "true" and len(reference.keys) == 1:
            run = self._unbroken(reference)
            if run is not None:
                return {reference.columns[0]: run}
        name, rows = self._listed(reference, where)
        return {
            column: Values(
                at=lambda n, key=f"k{place}": (  # type: ignore[misc]
                    f"(SELECT {key} FROM {name} WHERE n = 1 + ({n}) % {max(rows, 1)})"
                ),
                capacity=rows,
            )
            for place, column in enumerate(reference.columns)
        }

    def _where(self, reference: Reference, *, unused: bool, number: int | None) -> str:
        quote = connection.ops.quote_name
        pairs = list(zip(reference.columns, reference.keys, strict=True))
        if number is not None:
            return f"parent.{quote(reference.keys[0])} = {number}"
        if unused and _count(self.table.name):
            same = " AND ".join(f"child.{quote(c)} = parent.{quote(k)}" for c, k in pairs)
            return f"NOT EXISTS (SELECT 1 FROM {self.table.name} AS child WHERE {same})"
        return "true"

    def _unbroken(self, reference: Reference) -> Values | None:
        """
        Numbers without a gap need no list: the n-th key is computed.
        """
        key = connection.ops.quote_name(reference.keys[0])
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT t.typname FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid"
                " WHERE a.attrelid = %s::regclass AND a.attname = %s",
                [reference.parent, reference.keys[0]],
            )
            if cursor.fetchone()[0] not in INTEGERS:
                return None
            cursor.execute(f"SELECT count({key}), min({key}), max({key}) FROM {reference.parent}")
            rows, low, high = cursor.fetchone()
        if not rows or high - low + 1 != rows:
            return None
        return Values(at=lambda n: f"{low} + ({n}) % {rows}", capacity=rows)

    def _listed(self, reference: Reference, where: str) -> tuple[str, int]:
        quote = connection.ops.quote_name
        name = f"wheelwright_keys_{next(_numbers)}"
        keys = [f"parent.{quote(key)}" for key in reference.keys]
        listed = ", ".join(f"{key} AS k{place}" for place, key in enumerate(keys))
        present = " AND ".join(f"{key} IS NOT NULL" for key in keys)
        with connection.cursor() as cursor:
            cursor.execute(
                f"CREATE TEMPORARY TABLE {name} AS"
                f" SELECT row_number() OVER (ORDER BY {', '.join(keys)}) AS n, {listed}"
                f" FROM {reference.parent} AS parent WHERE {present} AND {where}"
            )
            self.made.append(name)
            cursor.execute(f"CREATE UNIQUE INDEX ON {name} (n)")
            cursor.execute(f"ANALYZE {name}")
            cursor.execute(f"SELECT count(*) FROM {name}")
            return name, int(cursor.fetchone()[0])

    def close(self) -> None:
        """
        Forget the lists.
        """
        with connection.cursor() as cursor:
            for name in self.made:
                cursor.execute(f"DROP TABLE IF EXISTS {name}")


def _count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


def generic(table: Table, filled: Mapping[str, Table]) -> Iterator[tuple[Reference, int, Column]]:
    """
    For each pair of a content type and a key: a table that is filled already and whose keys fit,
    the number of its content type, and the column that holds this.
    """
    if not apps.is_installed("django.contrib.contenttypes"):
        return
    from django.contrib.contenttypes.fields import GenericForeignKey  # only where it is installed

    for relation in table.model._meta.private_fields:
        if not isinstance(relation, GenericForeignKey):
            continue
        meta = table.model._meta
        key: Any = meta.get_field(relation.fk_field)
        kind: Any = meta.get_field(relation.ct_field)
        if not {str(key.column), str(kind.column)} <= {c.name for c in table.columns}:
            continue  # inherited: another table holds them
        column = table.column(str(key.column))
        for target in sorted(filled.values(), key=lambda t: -_count(t.name)):
            number = _fitting(column, target)
            if number is not None:
                pk = _key(target)
                found = Reference(columns=(column.name,), parent=target.name, keys=(pk,))
                yield found, number, table.column(str(kind.column))
                break


def generic_pairs(table: Table) -> Iterator[tuple[str, str]]:
    """
    The columns of each pair of a content type and a key.
    """
    meta = table.model._meta
    for relation in meta.private_fields:
        names = [getattr(relation, name, None) for name in ("ct_field", "fk_field")]
        if None not in names:
            kind, key = (str(meta.get_field(str(name)).column) for name in names)  # type: ignore[union-attr]
            yield kind, key


def _key(target: Table) -> str:
    pk: Any = target.model._meta.pk
    return str(pk.column)


def _fitting(column: Column, target: Table) -> int | None:
    pk: Any = target.model._meta.pk
    if pk is None or getattr(pk, "columns", None):  # a composite key fits in no column
        return None
    key = target.column(str(pk.column))
    if (
        column.category != "S"
        and (column.category, key.category) != ("N", "N")
        and column.base != key.base
    ):
        return None
    return content_type_of(target.model)


def content_type_of(model: Model) -> int | None:
    """
    The number of a model's content type, if it has one.
    """
    from django.contrib.contenttypes.models import ContentType  # only where it is installed

    kinds: models.QuerySet[ContentType] = ContentType.objects.filter(
        app_label=model._meta.app_label, model=model._meta.model_name
    )
    return kinds.values_list("pk", flat=True).first()
