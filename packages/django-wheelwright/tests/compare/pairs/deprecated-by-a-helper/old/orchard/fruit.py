import warnings


def _goes(name):
    warnings.warn(f"{name} goes in 2.0", PendingDeprecationWarning, stacklevel=3)


def peel(fruit):
    _goes("peel")
    return fruit


def cut(fruit):
    return fruit
