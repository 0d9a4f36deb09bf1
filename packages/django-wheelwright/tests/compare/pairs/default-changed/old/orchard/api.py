__all__ = ["plant"]


def plant(rows: int = 1) -> None: ...
