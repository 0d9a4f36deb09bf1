import enum

__all__ = ["Kind"]


class Kind(enum.StrEnum):
    __open__ = True
    OAK = "oak"
    ELM = "elm"
