__all__ = ["plant"]


def plant(**kinds: str) -> None: ...
