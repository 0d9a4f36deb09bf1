"""
Why did migrating end early, and which rows stand in the way?
"""

import dataclasses
import re

from wheelwright.report.model import Json

NUMBERS = re.compile(r"\d+")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """
    Why migrating ended early, with what the server said; `place` and `row` are those of a
    migration's own code.
    """

    kind: str
    message: str
    sqlstate: str | None
    migration: str
    operation: str
    statement: str
    schema: str | None
    table: str | None
    column: str | None
    constraint: str | None
    detail: str | None
    place: str = ""
    row: str = ""

    def is_like(self, other: "Failure") -> bool:
        """
        Did the same operation end in the same way?
        """
        return self._essence() == other._essence()

    def _essence(self) -> tuple[str | None, ...]:
        # The numbers in Python's messages are those of rows.
        said = "" if self.sqlstate else NUMBERS.sub("", self.message)
        return (self.migration, self.operation, self.kind, self.sqlstate, said)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """
    Rows that stand in the way, and how many there are.
    """

    total: int
    columns: tuple[str, ...]
    rows: tuple[tuple[Json, ...], ...]
