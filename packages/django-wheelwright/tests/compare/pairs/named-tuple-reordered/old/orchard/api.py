from typing import NamedTuple

__all__ = ["Tree", "plant"]


class Tree(NamedTuple):
    kind: str
    place: str


def plant() -> Tree: ...
