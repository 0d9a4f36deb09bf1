import functools

__all__ = ["Tree"]


class _Plant:
    def grow(self) -> None: ...


class Tree(_Plant):
    pass
