import functools

__all__ = ["plant"]


def plant() -> int:
    return 2
