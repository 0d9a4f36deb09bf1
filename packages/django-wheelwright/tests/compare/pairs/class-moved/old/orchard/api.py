from orchard.data import Tree

__all__ = ["Tree", "plant"]


def plant() -> Tree: ...
