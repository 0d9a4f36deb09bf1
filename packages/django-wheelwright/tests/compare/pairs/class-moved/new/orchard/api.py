from orchard.values.trees import Tree

__all__ = ["Tree", "plant"]


def plant() -> Tree: ...
