from collections.abc import Sequence

__all__ = ["plant"]


def plant() -> tuple[str, ...]: ...
