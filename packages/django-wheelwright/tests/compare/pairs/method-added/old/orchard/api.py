import functools

__all__ = ["Tree"]


class Tree:
    def grow(self) -> None: ...
