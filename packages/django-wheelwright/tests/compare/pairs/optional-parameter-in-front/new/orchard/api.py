__all__ = ["plant"]


def plant(row: int = 0, kind: str = "oak") -> None: ...
