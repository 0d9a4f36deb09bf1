from orchard.samples.garden import measure

__all__ = []
