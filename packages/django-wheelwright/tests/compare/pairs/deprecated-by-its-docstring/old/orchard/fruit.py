import warnings


def peel(fruit):
    """
    Peel it.

    .. deprecated:: 1.2
       Cut it.
    """
    return fruit


def cut(fruit):
    return fruit
