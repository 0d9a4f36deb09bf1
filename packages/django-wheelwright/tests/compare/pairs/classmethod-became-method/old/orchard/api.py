import functools

__all__ = ["Tree"]


class Tree:
    @classmethod
    def plant(cls) -> None: ...
