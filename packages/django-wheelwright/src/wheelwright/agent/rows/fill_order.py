"""
In which order are tables filled, and to how many rows, so that every row finds its parents?
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db import models

from wheelwright.agent.identify import own_labels
from wheelwright.agent.rows import tables
from wheelwright.agent.rows.tables import Model, Reference, Table

SPARE = 10  # parents that stay alone, so that one more child can be tried
LOOKUPS = 100  # rows of a table that is only filled because another points at it
# Made by `migrate` itself: an invented one would name a model that is not there.
DJANGOS_OWN = ("contenttypes.contenttype", "auth.permission", "migrations.migration")


def plan(modules: list[str], count: int) -> tuple[tuple[Table, int], ...]:
    """
    The package's tables and those they point at, parents first, with the rows each should have.
    """
    own = [model for label in own_labels(modules) for model in _models(label)]
    found = {table.name: table for table in tables.read(_with_parents(own))}
    lookups = min(count, max(LOOKUPS, math.isqrt(count) + 1))
    wanted = {name: count if t.model in own else lookups for name, t in found.items()}
    for name, table in found.items():
        if table.model._meta.label_lower in DJANGOS_OWN:
            wanted[name] = 0
    for _ in found:
        if not _raise_parents(found, wanted):
            break
    return tuple((table, wanted[table.name]) for table in _parents_first(found))


def _models(label: str) -> Iterator[Model]:
    for model in apps.get_app_config(label).get_models(include_auto_created=True):
        if _has_table(model):
            yield model


def _has_table(model: Model) -> bool:
    meta = model._meta
    return bool(meta.managed and not meta.proxy and not meta.swapped)


def _with_parents(wanted: Iterable[Model]) -> list[Model]:
    known: list[Model] = []
    todo = list(wanted)
    while todo:
        model = todo.pop(0)._meta.concrete_model
        if model is None or model in known or not _has_table(model):
            continue
        known.append(model)
        todo += [
            field.related_model
            for field in model._meta.local_concrete_fields
            if isinstance(field, models.ForeignKey)
        ]
    return known


def _raise_parents(found: dict[str, Table], wanted: dict[str, int]) -> bool:
    """
    A parent that no two rows may share needs as many rows as its children; did any change?
    """
    changed = False
    for name, table in found.items():
        for reference in table.references:
            parent = reference.parent
            if parent == name or parent not in found or not _is_alone(table, reference):
                continue
            if 0 < wanted[parent] < wanted[name] + SPARE:
                wanted[parent] = wanted[name] + SPARE
                changed = True
    return changed


def _is_alone(table: Table, reference: Reference) -> bool:
    columns = set(reference.columns)
    return any(
        set().union(*distinct.parts) == columns and not distinct.operators
        for distinct in table.distincts
    )


def _parents_first(found: dict[str, Table]) -> Iterator[Table]:
    """
    Optional parents, too, unless they wait for one another.
    """
    left = dict(found)
    while left:
        ready = (
            next((t for t in left.values() if not _waits(t, left, optional=True)), None)
            or next((t for t in left.values() if not _waits(t, left, optional=False)), None)
            or next(iter(left.values()))  # they require each other: its own error will say so
        )
        yield left.pop(ready.name)


def _waits(table: Table, left: dict[str, Table], *, optional: bool) -> bool:
    return any(
        reference.parent in left
        and reference.parent != table.name
        and (optional or not table.is_optional(reference))
        for reference in table.references
    )
