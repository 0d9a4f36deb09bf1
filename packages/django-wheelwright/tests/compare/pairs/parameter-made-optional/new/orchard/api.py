__all__ = ["plant"]


def plant(kind: str = "oak") -> None: ...
