"""
What does a roster say, and what is wrong with each row that cannot be taken?
"""

import dataclasses
import datetime as dt
from uuid import UUID

ROSTER_TEMPLATE = "enrolments-roster"
ROSTER_VERSION = 1


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RosterPerson:
    """
    A dependant in a roster row.
    """

    key: str
    name: str
    relationship: str
    born_on: dt.date | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow:
    """
    One election of a roster; `number` is the row in the file, where the template line is row 1.
    """

    number: int
    employee_id: str
    option_id: UUID
    starts_on: dt.date
    dependants: tuple[RosterPerson, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RosterError:
    """
    Why a row cannot be taken, and what makes it right. Row 0 is the file as a whole.
    """

    row: int
    field: str
    value: str
    reason: str
    remedy: str

    def __str__(self) -> str:
        return f"Row {self.row}, {self.field} = {self.value!r}: {self.reason}. {self.remedy}"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RosterSheet:
    """
    A roster that could be read: its good rows and the errors of the others, by row.
    """

    rows: tuple[RosterRow, ...]
    errors: tuple[RosterError, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RosterFile:
    """
    An uploaded file as it came; the name tells CSV from XLSX.
    """

    name: str
    content: bytes


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RosterReport:
    """
    What a roster did, or would do: rows made, rows that were there already, rows refused.
    """

    rows: int
    made: int
    unchanged: int
    refused: int
    applied: bool
    run_id: UUID | None
    errors: tuple[RosterError, ...]
