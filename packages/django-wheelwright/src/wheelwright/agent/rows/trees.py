"""
What do the columns hold in which a tree library numbers its nodes? A forest of single nodes.

django-treebeard and django-mptt trust these columns blindly: any other numbers are a broken tree.
"""

from __future__ import annotations

from wheelwright.agent.rows.tables import Column, Model
from wheelwright.agent.rows.typed_values import ENDLESS, Values, digits

ONE = Values(at=lambda _: "1", capacity=1)
TWO = Values(at=lambda _: "2", capacity=1)
NONE = Values(at=lambda _: "0", capacity=1)
OWN = Values(at=lambda n: f"({n})", capacity=ENDLESS, usual="i")


def of(model: Model, column: Column) -> Values | None:
    """
    The values of a column that belongs to a tree; None for any other.
    """
    return _columns(model).get(column.name)


def is_tree(model: Model) -> bool:
    """
    Does a library keep the places of this model's rows?
    """
    return bool(_columns(model))


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
