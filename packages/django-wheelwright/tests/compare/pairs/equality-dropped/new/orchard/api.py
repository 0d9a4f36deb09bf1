import dataclasses

__all__ = ["Tree", "plant"]


@dataclasses.dataclass(frozen=True, eq=False)
class Tree:
    kind: str


def plant() -> Tree: ...
