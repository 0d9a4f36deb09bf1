import warnings


def peel(fruit):
    if fruit is None:
        warnings.warn("give a fruit", DeprecationWarning, stacklevel=2)
    return fruit


def cut(fruit):
    return fruit
