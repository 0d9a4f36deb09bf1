import warnings


def going(function):
    def call(*args):
        warnings.warn("goes in 2.0", FutureWarning, stacklevel=2)
        return function(*args)

    return call


def cut(fruit):
    return fruit
