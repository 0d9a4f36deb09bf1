import dataclasses

__all__ = ["Tree", "plant"]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Tree:
    kind: str


def plant(tree: Tree) -> None: ...
