import dataclasses

__all__ = ["Tree", "plant"]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Tree:
    age: int | None


def plant() -> Tree: ...
