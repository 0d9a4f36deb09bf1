__all__ = ["plant"]


def plant(row: str, kind: str) -> None: ...
