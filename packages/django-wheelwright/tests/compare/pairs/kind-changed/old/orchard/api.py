__all__ = ["harvest"]


def harvest() -> int: ...
