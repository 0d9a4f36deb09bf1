__all__ = ["plant"]


def plant() -> int:
    return 1 + 1
