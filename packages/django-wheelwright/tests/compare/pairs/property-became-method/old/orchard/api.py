import functools

__all__ = ["Tree"]


class Tree:
    @property
    def age(self) -> int: ...
