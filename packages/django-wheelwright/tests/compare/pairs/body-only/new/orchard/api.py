__all__ = ["plant"]


def plant() -> int:
    return 2
