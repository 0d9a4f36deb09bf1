from warnings import deprecated

__all__ = ["graft"]


@deprecated("Use plant() some day")
def graft() -> None: ...
