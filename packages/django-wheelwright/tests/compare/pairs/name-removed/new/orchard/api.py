__all__ = ["plant"]


def plant() -> None: ...
