import dataclasses

__all__ = ["Tree", "plant"]


@dataclasses.dataclass(frozen=False)
class Tree:
    kind: str


def plant() -> Tree: ...
