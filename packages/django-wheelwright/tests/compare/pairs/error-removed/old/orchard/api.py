__all__ = ["Frozen", "OrchardError"]


class OrchardError(Exception):
    pass


class Frozen(OrchardError):
    pass
