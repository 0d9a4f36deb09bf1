__all__ = ["graft", "plant"]


def graft() -> None: ...


def plant() -> None: ...
