from orchard.work import graft, plant

__all__ = ["graft", "plant"]
