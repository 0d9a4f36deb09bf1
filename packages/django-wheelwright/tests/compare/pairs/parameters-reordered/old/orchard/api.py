__all__ = ["plant"]


def plant(kind: str, row: str) -> None: ...
