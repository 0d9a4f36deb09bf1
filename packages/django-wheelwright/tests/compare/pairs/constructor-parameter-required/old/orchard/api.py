import functools

__all__ = ["Tree"]


class Tree:
    def __init__(self, kind: str) -> None: ...
