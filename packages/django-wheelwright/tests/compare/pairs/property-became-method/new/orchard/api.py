import functools

__all__ = ["Tree"]


class Tree:
    def age(self) -> int: ...
