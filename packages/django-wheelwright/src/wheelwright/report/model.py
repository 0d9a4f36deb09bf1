"""
What does a rehearsal report? Frozen facts; every verdict is derived from them.
"""

import dataclasses
import enum
from collections.abc import Mapping

type Json = bool | int | float | str | list[Json] | dict[str, Json] | None


class Severity(enum.StrEnum):
    """
    How much a finding weighs: an error must not ship, a review is for a person to decide.
    """

    ERROR = "error"
    REVIEW = "review"
    INFO = "info"


class Status(enum.StrEnum):
    """
    What became of a cell; `broken` is never a verdict about the upgrade.
    """

    PASSED = "passed"
    REVIEW = "review"
    FAILED = "failed"
    BROKEN = "broken"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """
    A table lock the migrating backend held, from the statement that took it until it let go.
    """

    table: str
    mode: str
    held_seconds: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """
    One statement a migration sent, and what it did; `started` counts from the migration's beginning.

    `written` are the rows it changed per table, with those that its functions and triggers changed.
    """

    sql: str
    operation: str
    seconds: float
    rows: int
    transaction: int
    locks: tuple[Lock, ...] = ()
    rewrote: tuple[str, ...] = ()
    scanned: Mapping[str, int] = dataclasses.field(default_factory=dict)
    written: Mapping[str, int] = dataclasses.field(default_factory=dict)
    started: float = 0.0


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """
    One operation as its migration declares it.
    """

    name: str
    describe: str
    reversible: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """
    One migration the candidate ran.
    """

    app: str
    name: str
    atomic: bool
    seconds: float
    wal_bytes: int
    operations: tuple[Operation, ...]
    statements: tuple[Statement, ...]

    @property
    def label(self) -> str:
        return f"{self.app}.{self.name}"

    @property
    def rows_changed(self) -> int:
        return sum(statement.rows for statement in self.statements)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """
    One fact about one upgrade.
    """

    code: str
    severity: Severity
    subject: str
    message: str
    hint: str
    migration: str | None = None
    operation: str | None = None
    statement: str | None = None
    evidence: Mapping[str, Json] = dataclasses.field(default_factory=dict)
    accepted: str | None = None


class Verdict(enum.StrEnum):
    """
    What the measurements make of a linter's warning; `undecided` is what this run could not tell.
    """

    CONFIRMED = "confirmed"
    REFUTED = "refuted"
    UNDECIDED = "undecided"
    ONLY_MEASURED = "only measured"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """
    One warning of a static linter beside what was measured; without a rule, only the measurement.
    """

    verdict: Verdict
    rule: str
    codes: tuple[str, ...]
    subject: str
    because: str
    migration: str | None = None
    statement: str | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """
    One rehearsed upgrade. `reason` is set if it could not be rehearsed; `installed` holds every
    distribution's version on the sides "old" and "new", `rows` what the tables held before.
    """

    package: str
    old: str
    new: str
    python: str = ""
    django: str = ""
    postgresql: str = ""
    installed: Mapping[str, Mapping[str, str]] = dataclasses.field(default_factory=dict)
    rows: Mapping[str, int] = dataclasses.field(default_factory=dict)
    seconds: Mapping[str, float] = dataclasses.field(default_factory=dict)
    migrations: tuple[Migration, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    reason: str | None = None

    @property
    def status(self) -> Status:
        if self.reason is not None:
            return Status.BROKEN
        worst = {finding.severity for finding in self.findings if finding.accepted is None}
        if Severity.ERROR in worst:
            return Status.FAILED
        return Status.REVIEW if Severity.REVIEW in worst else Status.PASSED


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """
    What one run learned, what its reader should know about the run, and in plain sentences what
    it could not see. `composed`: its cells are combinations of wheels, not upgrades of one.
    """

    tool_version: str
    cells: tuple[Cell, ...]
    limits: tuple[str, ...]
    notes: tuple[str, ...] = ()
    rehearsed_at: str = ""
    composed: bool = False

    @property
    def title(self) -> str:
        return "Wheels side by side" if self.composed else "Upgrade rehearsal"

    @property
    def exit_status(self) -> int:
        """
        0 no error finding, 1 error findings, 2 something could not run.
        """
        statuses = {cell.status for cell in self.cells}
        if Status.FAILED in statuses:
            return 1
        return 2 if Status.BROKEN in statuses or not statuses else 0
