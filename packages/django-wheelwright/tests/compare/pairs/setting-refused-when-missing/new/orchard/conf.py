from django.conf import settings


def rows() -> int:
    return getattr(settings, "ORCHARD_ROWS", 1)


def place() -> str:
    found = getattr(settings, "ORCHARD_PLACE", None)
    if not found:
        raise ValueError("ORCHARD_PLACE is not set.")
    return found
