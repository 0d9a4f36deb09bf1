__all__ = ["plant"]


def plant() -> int: ...
