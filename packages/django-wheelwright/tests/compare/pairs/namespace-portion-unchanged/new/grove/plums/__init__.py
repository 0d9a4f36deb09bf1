# picking
def pick(tree):
    return tree
