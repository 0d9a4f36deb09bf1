def pick(tree, basket):
    return tree
