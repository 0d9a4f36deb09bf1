class Feed:
    def entry(self, tree):
        raise NotImplementedError

    def write(self, trees):
        return [self.entry(tree) for tree in trees]
