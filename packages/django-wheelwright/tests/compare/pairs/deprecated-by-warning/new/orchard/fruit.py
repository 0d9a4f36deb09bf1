import warnings


def cut(fruit):
    warnings.warn("slice it instead", DeprecationWarning, stacklevel=2)
    return fruit
