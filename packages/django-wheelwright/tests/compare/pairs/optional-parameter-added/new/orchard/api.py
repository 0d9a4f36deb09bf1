__all__ = ["plant"]


def plant(kind: str, row: int = 0) -> None: ...
