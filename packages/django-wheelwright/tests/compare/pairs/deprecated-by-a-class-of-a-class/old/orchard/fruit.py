import warnings


class Soon(DeprecationWarning):
    pass


class VerySoon(Soon):
    pass


def peel(fruit):
    warnings.warn(VerySoon("goes in 2.0"), stacklevel=2)
    return fruit


def cut(fruit):
    return fruit
