from datetime import date

__all__ = ["plant"]


def plant(on: date) -> None: ...
