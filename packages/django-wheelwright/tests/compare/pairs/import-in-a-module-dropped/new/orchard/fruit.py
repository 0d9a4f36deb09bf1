import orchard._pears


def peel():
    return orchard._pears.Pear
