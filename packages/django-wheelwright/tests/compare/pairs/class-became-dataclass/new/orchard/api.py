import dataclasses

__all__ = ["Tree"]


@dataclasses.dataclass
class Tree:
    kind: str
    age: int = 0
