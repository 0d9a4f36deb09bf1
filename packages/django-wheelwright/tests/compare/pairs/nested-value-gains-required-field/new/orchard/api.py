import dataclasses

__all__ = ["Kind", "Tree", "plant"]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Kind:
    name: str
    origin: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Tree:
    kind: "Kind"


def plant(tree: Tree) -> None: ...
