from warnings import deprecated

__all__ = ["graft"]


@deprecated("Use plant(); gone in 2.0")
def graft() -> None: ...
