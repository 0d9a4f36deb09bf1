import datetime as dt

__all__ = ["plant"]


def plant(on: dt.date) -> None: ...
