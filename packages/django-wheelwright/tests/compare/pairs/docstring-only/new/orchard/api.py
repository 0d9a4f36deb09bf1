__all__ = ["plant"]


def plant() -> None:
    """
    Plant a tree.
    """
