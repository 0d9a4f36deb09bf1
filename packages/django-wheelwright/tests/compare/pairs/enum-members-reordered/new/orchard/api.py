import enum

__all__ = ["Kind"]


class Kind(enum.StrEnum):
    ELM = "elm"
    OAK = "oak"
