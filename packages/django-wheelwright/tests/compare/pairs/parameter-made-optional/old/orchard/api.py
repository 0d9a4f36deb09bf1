__all__ = ["plant"]


def plant(kind: str) -> None: ...
