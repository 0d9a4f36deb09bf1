from django.conf import settings

from orchard.errors import Wormy


def rows() -> int:
    return getattr(settings, "ORCHARD_ROWS", 1)


def refuse() -> None:
    raise getattr(settings, "ORCHARD_ERROR", Wormy)()
