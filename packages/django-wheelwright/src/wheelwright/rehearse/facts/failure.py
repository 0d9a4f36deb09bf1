"""
Why did migrating end early, and which rows stand in the way?
"""

import dataclasses

from wheelwright.report.model import Json


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """
    Why migrating ended early, with what the server said.
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


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """
    Rows that stand in the way, and how many there are.
    """

    total: int
    columns: tuple[str, ...]
    rows: tuple[tuple[Json, ...], ...]
