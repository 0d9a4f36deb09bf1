from typing import Literal

__all__ = ["plant"]


def plant(kind: Literal["oak", "elm"]) -> None: ...
