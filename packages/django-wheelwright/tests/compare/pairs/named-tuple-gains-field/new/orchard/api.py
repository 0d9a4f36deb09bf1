from typing import NamedTuple

__all__ = ["Tree", "plant"]


class Tree(NamedTuple):
    kind: str
    age: int = 0


def plant() -> Tree: ...
