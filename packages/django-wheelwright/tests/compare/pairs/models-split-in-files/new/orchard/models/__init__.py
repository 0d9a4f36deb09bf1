from orchard.models.tree import Tree

__all__ = ["Tree"]
