import warnings


def going(function):
    def call(*args):
        warnings.warn("goes in 2.0", FutureWarning, stacklevel=2)
        return function(*args)

    return call


@going
def peel(fruit):
    """Peel."""
    return fruit


def cut(fruit):
    return fruit
