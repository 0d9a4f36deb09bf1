import functools

__all__ = ["Tree"]


class Tree:
    def plant(self) -> None: ...
