__all__ = ["plant"]


def plant(kind): ...
