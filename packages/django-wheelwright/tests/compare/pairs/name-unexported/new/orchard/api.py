from orchard.work import plant

__all__ = ["plant"]
