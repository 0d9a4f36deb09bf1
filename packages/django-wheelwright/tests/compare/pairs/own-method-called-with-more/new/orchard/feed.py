class Feed:
    def entry(self, tree, lang=None):
        return str(tree), lang

    def write(self, trees):
        return [self.entry(tree, lang="en") for tree in trees]
