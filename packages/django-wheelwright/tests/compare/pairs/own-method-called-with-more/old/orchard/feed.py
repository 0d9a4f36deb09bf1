class Feed:
    def entry(self, tree):
        return str(tree)

    def write(self, trees):
        return [self.entry(tree) for tree in trees]
