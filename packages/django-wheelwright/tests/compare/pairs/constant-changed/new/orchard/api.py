__all__ = ["LIMIT"]

LIMIT = 20
