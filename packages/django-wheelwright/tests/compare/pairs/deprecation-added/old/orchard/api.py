from warnings import deprecated

__all__ = ["graft"]


def graft() -> None: ...
