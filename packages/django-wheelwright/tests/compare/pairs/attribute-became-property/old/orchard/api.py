import functools

__all__ = ["Tree"]


class Tree:
    age: int = 0
