import enum

__all__ = ["Kind"]


class Kind(enum.StrEnum):
    OAK = "oak"
    ELM = "elm"
