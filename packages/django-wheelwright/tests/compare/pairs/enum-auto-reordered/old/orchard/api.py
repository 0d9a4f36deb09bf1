import enum

__all__ = ["Kind"]


class Kind(enum.Enum):
    OAK = enum.auto()
    ELM = enum.auto()
