def same(of):
    return of
