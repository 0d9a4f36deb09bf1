__all__ = ["LIMIT"]

LIMIT = 10
