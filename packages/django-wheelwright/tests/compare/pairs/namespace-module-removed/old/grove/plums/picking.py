def pick(tree):
    return tree


def sort(fruit):
    return fruit
