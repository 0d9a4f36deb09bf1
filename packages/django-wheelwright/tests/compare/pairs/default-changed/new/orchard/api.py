__all__ = ["plant"]


def plant(rows: int = 2) -> None: ...
