from typing import NotRequired, TypedDict

__all__ = ["Tree", "plant"]


class Tree(TypedDict):
    kind: str
    age: int


def plant(tree: Tree) -> None: ...
