__all__ = ["prune", "plant"]


def plant() -> None: ...


def prune() -> None: ...
