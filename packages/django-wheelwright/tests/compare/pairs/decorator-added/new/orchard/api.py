import functools

__all__ = ["plant"]


@functools.cache
def plant() -> int:
    return 2
