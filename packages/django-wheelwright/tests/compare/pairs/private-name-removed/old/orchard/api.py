__all__ = ["plant"]


def plant() -> None: ...


def _dig() -> None: ...
