"""
What do the columns hold in which a tree library numbers its nodes? Small whole trees, ten nodes each.

django-treebeard and django-mptt trust these columns blindly: any other numbers are a broken tree.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from wheelwright.agent.rows.tables import Column, Model, Table
from wheelwright.agent.rows.typed_values import ENDLESS, Values, digits

ONE = Values(at=lambda _: "1", capacity=1)
TWO = Values(at=lambda _: "2", capacity=1)
NONE = Values(at=lambda _: "0", capacity=1)
OWN = Values(at=lambda n: f"({n})", capacity=ENDLESS, usual="i")

# Ten nodes in the order of a walk: a root, three nodes below it, two below each of these.
SIZE = 10
ABOVE = (0, 1, 1, 2, 4, 1, 2, 7, 1, 2)  # rows back to the parent
LEFT = (1, 2, 3, 5, 8, 9, 11, 14, 15, 17)
RIGHT = (20, 7, 4, 6, 13, 10, 12, 19, 16, 18)
LEVEL = (0, 1, 2, 2, 1, 2, 2, 1, 2, 2)
CHILDREN = (3, 2, 0, 0, 2, 0, 0, 2, 0, 0)
STEPS = ((), (1,), (1, 1), (1, 2), (2,), (2, 1), (2, 2), (3,), (3, 1), (3, 2))
BRANCHES = 3


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Forest:
    """
    Rows from `first` on; those up to `whole` stand in whole trees, the others alone.
    """

    first: int
    whole: int

    @property
    def tree(self) -> str:
        """
        The number of a row's tree: no two trees share one.
        """
        return (
            f"CASE WHEN i < {self.whole} THEN {self.first} + (i - {self.first}) / {SIZE} ELSE i END"
        )

    def at(self, values: Sequence[object], alone: object) -> str:
        """
        One of ten values by the row's place in its tree.
        """
        listed = ", ".join(str(value) for value in values)
        place = f"((i - {self.first}) % {SIZE} + 1)::int"
        return f"CASE WHEN i < {self.whole} THEN (ARRAY[{listed}])[{place}] ELSE {alone} END"


def of(model: Model, column: Column) -> Values | None:
    """
    The values of a column that belongs to a tree, if every node stood alone; None for any other.
    """
    return _columns(model).get(column.name)


def is_tree(model: Model) -> bool:
    """
    Does a library keep the places of this model's rows?
    """
    return bool(_columns(model))


def kept(table: Table) -> frozenset[str]:
    """
    The columns that place a row in its tree, and those that point at other rows of the table.
    """
    if not is_tree(table.model):
        return frozenset()
    own = {c for r in table.references if r.parent == table.name for c in r.columns}
    return frozenset(own | _columns(table.model).keys())


def parent_column(model: Model) -> str:
    """
    The column that names the node above; empty where the numbers alone say it.
    """
    mptt = getattr(model, "_mptt_meta", None)
    named = mptt.parent_attr if mptt else ""
    fields = model._meta.local_concrete_fields
    return next((str(field.column) for field in fields if field.name == named), "")


def forest(table: Table, first: int, last: int) -> Forest:
    """
    As many whole trees as fit, and none where a path is too short for three steps.
    """
    steps = getattr(table.model, "steplen", 0)
    path = [c for c in table.columns if c.name == "path" and steps]
    fits = all(c.room >= BRANCHES * int(str(steps)) for c in path)
    branches = len(str(getattr(table.model, "alphabet", "0123"))) > BRANCHES
    whole = (last - first + 1) // SIZE * SIZE if fits and branches else 0
    return Forest(first=first, whole=first + whole)


def expressions(model: Model, forest: Forest) -> dict[str, str]:
    """
    What fills each column that numbers the nodes.
    """
    names = _columns(model)
    if "path" in names:
        path = names["path"].at(forest.tree)
        return {
            "path": f"{path} || {forest.at(_paths(model), _text(''))}",
            "depth": forest.at([level + 1 for level in LEVEL], 1),
            "numchild": forest.at(CHILDREN, 0),
        }
    tree, left, right, level = names
    lowest = 0 if hasattr(model, "_mptt_meta") else 1
    return {
        tree: forest.tree,
        left: forest.at(LEFT, 1),
        right: forest.at(RIGHT, 2),
        level: forest.at([lowest + each for each in LEVEL], lowest),
    }


def above(forest: Forest, key: str) -> str:
    """
    The key of the node above, NULL for a root; `key` is the expression of a row's own.
    """
    back = forest.at(ABOVE, 0)
    earlier = f"(SELECT {key} FROM (SELECT i - ({back}) AS i) AS earlier)"
    return f"CASE WHEN ({back}) > 0 THEN {earlier} END"


def _paths(model: Model) -> list[str]:
    alphabet, length = str(getattr(model, "alphabet", "")), int(str(getattr(model, "steplen", 0)))
    return [
        _text("".join(alphabet[step].rjust(length, alphabet[0]) for step in steps))
        for steps in STEPS
    ]


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'::text"


def _columns(model: Model) -> dict[str, Values]:
    if hasattr(model, "steplen") and hasattr(model, "alphabet"):  # treebeard's materialised path
        path = digits([str(model.alphabet)] * int(str(model.steplen)))
        return {"path": path, "depth": ONE, "numchild": NONE}
    names = {field.attname for field in model._meta.local_concrete_fields}
    if {"tree_id", "lft", "rgt", "depth"} <= names:  # treebeard's nested sets
        return {"tree_id": OWN, "lft": ONE, "rgt": TWO, "depth": ONE}
    mptt = getattr(model, "_mptt_meta", None)
    if mptt is None or mptt.tree_id_attr not in names:
        return {}
    return {
        mptt.tree_id_attr: OWN,
        mptt.left_attr: ONE,
        mptt.right_attr: TWO,
        mptt.level_attr: NONE,
    }
