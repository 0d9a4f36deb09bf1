import dataclasses

__all__ = ["Tree", "plant"]


@dataclasses.dataclass(frozen=True)
class Tree:
    kind: str


def plant() -> Tree: ...
