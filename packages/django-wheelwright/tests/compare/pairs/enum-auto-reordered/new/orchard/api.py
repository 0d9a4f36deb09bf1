import enum

__all__ = ["Kind"]


class Kind(enum.Enum):
    ELM = enum.auto()
    OAK = enum.auto()
