from typing import NamedTuple

__all__ = ["Tree", "plant"]


class Tree(NamedTuple):
    kind: str


def plant() -> Tree: ...
