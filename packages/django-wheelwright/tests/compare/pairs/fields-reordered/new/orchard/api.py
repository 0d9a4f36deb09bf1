import dataclasses

__all__ = ["Tree", "plant"]


@dataclasses.dataclass(frozen=True)
class Tree:
    age: str
    kind: str


def plant(tree: Tree) -> None: ...
