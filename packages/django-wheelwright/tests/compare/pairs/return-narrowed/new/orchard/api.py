__all__ = ["plant"]


def plant() -> str: ...
