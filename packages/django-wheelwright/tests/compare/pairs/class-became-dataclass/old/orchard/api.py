import dataclasses

__all__ = ["Tree"]


class Tree:
    def __init__(self, kind: str, age: int = 0) -> None:
        self.kind = kind
        self.age = age
