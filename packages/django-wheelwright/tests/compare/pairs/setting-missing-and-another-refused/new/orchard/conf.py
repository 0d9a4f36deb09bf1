from django.conf import settings


def rows() -> int:
    return getattr(settings, "ORCHARD_ROWS", 1)


def place(known: dict[str, str]) -> str:
    key = getattr(settings, "ORCHARD_PLACE", None)
    if not key:
        found = known["here"]
        if not found:
            raise ValueError("Nobody knows where here is.")
        return found
    if key in known:
        return known[key]
    else:
        raise ValueError("Nobody knows that place.")
