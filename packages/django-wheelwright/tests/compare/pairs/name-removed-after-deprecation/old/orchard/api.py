from warnings import deprecated

__all__ = ["graft", "plant"]


@deprecated("Use plant(); gone in 2.0")
def graft() -> None: ...


def plant() -> None: ...
