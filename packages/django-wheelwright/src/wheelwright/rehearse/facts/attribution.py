"""
Which statement of an upgrade is behind what was found afterwards? The last one that names it.
"""

import dataclasses
import re
from collections.abc import Sequence
from typing import Self

from wheelwright.report.model import Migration, Statement

INDEX = re.compile(r"\s*(?:CREATE|DROP) INDEX\b", re.IGNORECASE)  # changes no row, refuses none
ROWS = re.compile(r"\s*(?:INSERT|UPDATE|DELETE)\b", re.IGNORECASE)  # changes no schema
NAMED = re.compile(r'\b(?:column|relation|table|constraint|index|sequence)\s+"?(\w+(?:\.\w+)*)')


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Attributed:
    """
    A migration, its operation and its statement; all None if none of them can be named.
    """

    migration: str | None = None
    operation: str | None = None
    statement: str | None = None

    @classmethod
    def of(cls, migration: Migration, statement: Statement) -> Self:
        return cls(
            migration=migration.label, operation=statement.operation, statement=statement.sql
        )

    def said(self, before: str, otherwise: str = "") -> str:
        """
        “ after AddField in loans.0002_due_date”, for the middle of a sentence.
        """
        if self.migration is None:
            return otherwise
        return (
            f"{'' if before.startswith(';') else ' '}{before} {self.operation} in {self.migration}"
        )


def last(
    migrations: Sequence[Migration], *names: str, but: Sequence[re.Pattern[str]] = ()
) -> Attributed:
    """
    The last statement with all of these names, apart from those that begin like one of `but`.
    """
    words = [re.compile(rf"(?<!\w){re.escape(name)}(?!\w)") for name in names if name]
    for migration in reversed(migrations):
        for statement in reversed(migration.statements):
            if any(pattern.match(statement.sql) for pattern in but):
                continue
            if words and all(word.search(statement.sql) for word in words):
                return Attributed.of(migration, statement)
    return Attributed()


def dropping(migrations: Sequence[Migration], table: str, column: str | None) -> Attributed:
    """
    The statement that dropped a table or a column of it.
    """
    dropped = rf"DROP\s+(?:TABLE|COLUMN)\s+(?:IF\s+EXISTS\s+)?\"?{re.escape(column or table)}(?!\w)"
    drops = re.compile(dropped, re.IGNORECASE)
    for migration in reversed(migrations):
        for statement in reversed(migration.statements):
            if drops.search(statement.sql) and (column is None or table in statement.sql):
                return Attributed.of(migration, statement)
    return Attributed()


def named_in(message: str) -> list[str]:
    """
    The tables, columns and constraints that a message of PostgreSQL names.
    """
    first = message.splitlines()[0] if message else ""
    return [part for name in NAMED.findall(first) for part in name.split(".")]
