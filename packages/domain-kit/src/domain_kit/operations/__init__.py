"""
Migration operations that are safe on a live table, and safe to run again after being killed.

Released migrations import these names, so what they do for the arguments of a released migration
never changes; new behaviour gets a new name or a new keyword.
"""

from domain_kit.operations.adopt import AdoptOrCreateModel, TableDiffers
from domain_kit.operations.backfill import BackfillInChunks, BackfillRowsInChunks
from domain_kit.operations.constraints import AddCheckNotValid, ValidateCheck
from domain_kit.operations.indexes import AddIndexConcurrently, AddUniqueConstraintUsingIndex

__all__ = [
    "AddCheckNotValid",
    "AddIndexConcurrently",
    "AddUniqueConstraintUsingIndex",
    "AdoptOrCreateModel",
    "BackfillInChunks",
    "BackfillRowsInChunks",
    "TableDiffers",
    "ValidateCheck",
]
