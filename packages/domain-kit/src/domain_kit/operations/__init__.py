"""
Migration operations that are safe on a live table, and safe to run again after being killed.

Released migrations import these names, so what they do for the arguments of a released migration
never changes; new behaviour gets a new name or a new keyword.
"""

from domain_kit.operations.adopt import AdoptOrCreateModel, TableDiffers
from domain_kit.operations.backfill import BackfillInChunks, BackfillRowsInChunks
from domain_kit.operations.constraints import AddCheckNotValid, ValidateCheck
from domain_kit.operations.exclusions import AddExclusionConstraintBriefly
from domain_kit.operations.foreign_keys import AddForeignKeyNotValid, ValidateForeignKey
from domain_kit.operations.guards import GuardRows, RowsInTheWay
from domain_kit.operations.indexes import AddIndexConcurrently, AddUniqueConstraintUsingIndex
from domain_kit.operations.not_null import SetNotNullViaCheck
from domain_kit.operations.triggers import AddTrigger, DropTrigger

__all__ = [
    "AddCheckNotValid",
    "AddExclusionConstraintBriefly",
    "AddForeignKeyNotValid",
    "AddIndexConcurrently",
    "AddTrigger",
    "AddUniqueConstraintUsingIndex",
    "AdoptOrCreateModel",
    "BackfillInChunks",
    "BackfillRowsInChunks",
    "DropTrigger",
    "GuardRows",
    "RowsInTheWay",
    "SetNotNullViaCheck",
    "TableDiffers",
    "ValidateCheck",
    "ValidateForeignKey",
]
