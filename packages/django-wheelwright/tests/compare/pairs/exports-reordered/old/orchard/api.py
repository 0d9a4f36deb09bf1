__all__ = ["plant", "prune"]


def plant() -> None: ...


def prune() -> None: ...
