__all__ = ["Blighted", "Frozen", "OrchardError", "plant"]


class OrchardError(Exception):
    pass


class Frozen(OrchardError):
    pass


class Blighted(OrchardError):
    pass


def plant() -> None:
    """
    Plant.

    Raises:
        Frozen: in winter.
        ValueError: in wet years.
    """
