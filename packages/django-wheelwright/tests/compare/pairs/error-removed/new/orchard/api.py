__all__ = ["OrchardError"]


class OrchardError(Exception):
    pass
