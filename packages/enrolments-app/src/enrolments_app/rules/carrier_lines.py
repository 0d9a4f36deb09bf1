"""
How is a file for a carrier written: RFC 4180, safe in a spreadsheet, checked by its last row?
"""

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence

from enrolments_app.data import Person
from enrolments_app.data.carrier import CarrierAction, CarrierActionKind, CarrierFile
from enrolments_app.rules.csv_cells import safe_cell

COLUMNS = (
    "record",
    "action",
    "maintenance_code",
    "effective_on",
    "employee_id",
    "member_key",
    "relationship",
    "name",
    "born_on",
    "benefit_id",
    "plan_id",
    "option_id",
    "option",
    "starts_on",
    "ends_on",
    "monthly",
    "currency",
    "previous_option_id",
    "previous_starts_on",
    "previous_ends_on",
)
_CODES = {
    CarrierActionKind.ADD: "021",
    CarrierActionKind.CHANGE: "001",
    CarrierActionKind.TERMINATE: "024",
    CarrierActionKind.CANCEL: "024",
    CarrierActionKind.AUDIT: "030",
}


def lines_of(action: CarrierAction, people: Sequence[Person]) -> list[list[str]]:
    """
    One line for each person that the cover is about.
    """
    cover = action.after or action.before
    assert cover is not None
    before = action.before if action.kind is not CarrierActionKind.ADD else None
    return [
        [
            "detail",
            action.kind.value,
            _CODES[action.kind],
            action.effective_on.isoformat(),
            str(action.employee_id),
            person.key,
            person.relationship,
            person.name,
            person.born_on.isoformat() if person.born_on else "",
            str(action.benefit_id),
            str(action.plan_id),
            str(cover.option_id),
            cover.label,
            cover.coverage.start.isoformat(),
            cover.coverage.last.isoformat() if cover.coverage.last else "",
            str(cover.monthly.amount),
            cover.monthly.currency,
            str(before.option_id) if before else "",
            before.coverage.start.isoformat() if before else "",
            before.coverage.last.isoformat() if before and before.coverage.last else "",
        ]
        for person in people
    ]


def carrier_file(lines: Iterable[Sequence[str]], *, cursor: int, full: bool) -> CarrierFile:
    """
    The file: the names of the columns, the lines, and the trailer that counts and checks them.
    """
    details = [list(line) for line in lines]
    body = _csv([COLUMNS, *details])
    checksum = hashlib.sha256(body.encode()).hexdigest()
    said = ["trailer", f"rows={len(details)}", f"sha256={checksum}", f"cursor={cursor}"]
    trailer = _csv([said + [""] * (len(COLUMNS) - len(said))])
    return CarrierFile(
        text=body + trailer, rows=len(details), checksum=checksum, cursor=cursor, full=full
    )


def _csv(rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(
        [safe_cell(cell) for cell in row] for row in rows
    )
    return out.getvalue()
