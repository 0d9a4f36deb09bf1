"""
What a static linter said about the statements that were measured.
"""

import dataclasses

from wheelwright.report.model import Statement


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """
    One warning of a linter about one statement that was measured.
    """

    rule: str
    message: str
    migration: str
    statement: Statement


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Lint:
    """
    What a linter said about the SQL that ran, and how many statements it could not read.
    """

    tool: str
    remarks: tuple[Remark, ...]
    unread: int
