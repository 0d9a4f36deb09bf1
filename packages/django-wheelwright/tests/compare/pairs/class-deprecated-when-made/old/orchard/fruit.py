import warnings


class Peeler:
    def __init__(self):
        warnings.warn("goes in 2.0", DeprecationWarning, stacklevel=2)
