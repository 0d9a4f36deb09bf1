def pick(tree):
    return tree
