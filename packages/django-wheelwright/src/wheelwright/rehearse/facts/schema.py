"""
The schema of a database, as values: its objects, and how two schemas differ.
"""

import dataclasses

from wheelwright.rehearse.facts import sql_layout
from wheelwright.report.model import Json

WRITTEN = ("function", "view", "trigger")  # kept by the server as somebody wrote them


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Item:
    """
    One object: its table is empty for what belongs to none.
    """

    kind: str
    table: str
    name: str
    definition: str

    @property
    def is_unvalidated(self) -> bool:
        """
        A constraint that old rows need not meet.
        """
        return self.kind == "constraint" and self.definition.endswith("NOT VALID")


type Catalogue = frozenset[Item]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """
    One object that two databases do not agree on; None where it is missing.
    """

    kind: str
    table: str
    name: str
    left: str | None
    right: str | None


def compare(left: Catalogue, right: Catalogue) -> tuple[Difference, ...]:
    """
    What differs, one entry per object; nothing about the parts of a table that one side lacks.
    """
    sides = [{(i.kind, i.table, i.name): i.definition for i in side} for side in (left, right)]
    tables = [{i.name for i in side if i.kind == "table"} for side in (left, right)]
    lacking = tables[0] ^ tables[1]
    return tuple(
        Difference(
            kind=key[0], table=key[1], name=key[2], left=sides[0].get(key), right=sides[1].get(key)
        )
        for key in sorted(sides[0].keys() | sides[1].keys())
        if _differ(key[0], sides[0].get(key), sides[1].get(key))
        and (key[0] == "table" or key[1] not in lacking)
    )


def _differ(kind: str, left: str | None, right: str | None) -> bool:
    if kind not in WRITTEN or left is None or right is None:
        return left != right
    return sql_layout.without(left) != sql_layout.without(right)


def as_json(catalogue: Catalogue) -> Json:
    """
    A catalogue as plain values.
    """
    return [[i.kind, i.table, i.name, i.definition] for i in sorted(catalogue)]


def from_json(value: Json) -> Catalogue:
    """
    What `as_json` wrote.
    """
    assert isinstance(value, list)
    rows = [row for row in value if isinstance(row, list)]
    return frozenset(
        Item(kind=str(kind), table=str(table), name=str(name), definition=str(definition))
        for kind, table, name, definition in rows
    )
