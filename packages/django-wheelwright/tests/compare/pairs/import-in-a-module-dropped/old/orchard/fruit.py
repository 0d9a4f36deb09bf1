from orchard._pears import Pear


def peel():
    return Pear
