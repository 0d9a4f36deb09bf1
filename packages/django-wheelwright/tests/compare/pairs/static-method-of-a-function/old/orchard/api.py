from orchard.work import create

__all__ = ["Service"]


class Service:
    create = staticmethod(create)
