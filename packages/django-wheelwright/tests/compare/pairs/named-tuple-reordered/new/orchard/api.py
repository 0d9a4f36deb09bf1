from typing import NamedTuple

__all__ = ["Tree", "plant"]


class Tree(NamedTuple):
    place: str
    kind: str


def plant() -> Tree: ...
