"""
What does a roster's table of cells say: typed rows, and an error for every other row?
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from enrolments_app.data.roster import (
    ROSTER_TEMPLATE,
    ROSTER_VERSION,
    RosterError,
    RosterPerson,
    RosterRow,
    RosterSheet,
)
from enrolments_app.errors.roster import (
    RosterColumnsWrong,
    RosterTemplateUnknown,
    RosterTooLong,
)
from enrolments_app.rules.members import RELATIONSHIPS

type Cell = str | int | float | dt.date | dt.datetime | None

MAX_ROWS = 200_000
MAX_DEPENDANTS = 12
REQUIRED = ("employee_id", "option", "starts_on")
LENGTHS = {"employee_id": 64, "option": 100, "key": 100, "name": 200, "relationship": 40}
PARTS = ("key", "name", "relationship", "born_on")
EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2199, 12, 31)
_DEPENDANT = re.compile(r"dependant_([1-9][0-9]?)_(key|name|relationship|born_on)")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FORMULA = ("=", "+", "-", "@")
_SHOWN = 80


class _Refused(Exception):
    """
    One cell cannot be taken; never leaves this module.
    """

    def __init__(self, field: str, value: object, reason: str, remedy: str) -> None:
        super().__init__(field, value, reason, remedy)
        self.field, self.value, self.reason, self.remedy = field, value, reason, remedy


def read_roster(
    table: Iterable[Sequence[Cell]], *, option_codes: Mapping[str, UUID] | None = None
) -> RosterSheet:
    """
    Read the template line, the line of column names, and then one election a row. Empty rows are
    passed over; `option` is an option's id, or a code of `option_codes`.

    Raises:
        RosterTemplateUnknown: if the first line is not this template in this version.
        RosterColumnsWrong: if a column is missing, unknown or there twice.
        RosterTooLong: after 200,000 rows.
    """
    lines = iter(table)
    _require_template(next(lines, ()))
    columns = _columns(next(lines, ()))
    rows: list[RosterRow] = []
    errors: list[RosterError] = []
    seen: dict[tuple[str, UUID], int] = {}
    for number, cells in enumerate(lines, start=3):
        if number > MAX_ROWS + 2:
            raise RosterTooLong(MAX_ROWS)
        if all(_is_empty(cell) for cell in cells):
            continue
        try:
            row = _row(number, columns, cells, option_codes or {})
            first = seen.setdefault((row.employee_id, row.option_id), number)
            if first != number:
                raise _Refused(
                    "option",
                    row.option_id,
                    f"employee {row.employee_id} has this option in row {first} already",
                    "Keep one of the two rows.",
                )
            rows.append(row)
        except _Refused as refused:
            errors.append(_error(number, refused))
    return RosterSheet(rows=tuple(rows), errors=tuple(errors))


def shown(value: object) -> str:
    """
    A cell as an error may show it: printable and not too long.
    """
    text = "".join(
        char if char.isprintable() else f"\\x{ord(char):02x}" for char in str(value or "")
    )
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _error(number: int, refused: _Refused) -> RosterError:
    return RosterError(
        row=number,
        field=refused.field,
        value=shown(refused.value),
        reason=refused.reason,
        remedy=refused.remedy,
    )


def _require_template(cells: Sequence[Cell]) -> None:
    said = [str(cell).strip() for cell in cells if not _is_empty(cell)]
    if said[:1] != [ROSTER_TEMPLATE] or said[1:] != [str(ROSTER_VERSION)]:
        raise RosterTemplateUnknown(shown(" ".join(said)), ROSTER_TEMPLATE, ROSTER_VERSION)


def _columns(cells: Sequence[Cell]) -> tuple[str, ...]:
    names = [str(cell or "").strip().lower() for cell in cells]
    while names and not names[-1]:
        names.pop()
    known = set(REQUIRED)
    for name in names:
        match = _DEPENDANT.fullmatch(name)
        if match and int(match[1]) <= MAX_DEPENDANTS:
            known.add(name)
    unknown = [name for name in names if name not in known]
    if unknown:
        raise RosterColumnsWrong(shown(unknown[0]), "there is no such column in the template")
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        raise RosterColumnsWrong(missing[0], "it is missing")
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise RosterColumnsWrong(twice[0], "it is there twice")
    return tuple(names)


def _row(
    number: int, columns: Sequence[str], cells: Sequence[Cell], codes: Mapping[str, UUID]
) -> RosterRow:
    extra = [cell for cell in cells[len(columns) :] if not _is_empty(cell)]
    if extra:
        raise _Refused(
            "row",
            extra[0],
            f"the row has more cells than the {len(columns)} columns",
            "Put text that holds the separator in double quotes.",
        )
    filled = dict(zip(columns, cells, strict=False))
    return RosterRow(
        number=number,
        employee_id=_required("employee_id", filled.get("employee_id")),
        option_id=_option(filled.get("option"), codes),
        starts_on=_required_day("starts_on", filled.get("starts_on")),
        dependants=_dependants(filled),
    )


def _is_empty(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _text(field: str, cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool | dt.date):
        raise _Refused(field, cell, "it is not a text", "Format the cell as text.")
    if isinstance(cell, float):
        if not cell.is_integer() or abs(cell) > 2**53:
            raise _Refused(field, cell, "it is not a whole number", "Format the cell as text.")
        cell = int(cell)
    text = str(cell).strip()
    if any(unicodedata.category(char) in ("Cc", "Cs") for char in text):
        raise _Refused(
            field, text, "it holds a character that cannot be printed", "Type the cell again."
        )
    if text.startswith(_FORMULA):
        raise _Refused(field, text, "it is a formula", "Put the value there, not the formula.")
    longest = LENGTHS.get(field.rsplit("_", 1)[-1], LENGTHS.get(field, 100))
    if len(text) > longest:
        raise _Refused(
            field, text, f"it has {len(text)} characters", f"Use {longest} characters at most."
        )
    return text


def _required(field: str, cell: Cell) -> str:
    text = _text(field, cell)
    if not text:
        raise _Refused(field, text, "it is empty", "Fill the cell.")
    return text


def _option(cell: Cell, codes: Mapping[str, UUID]) -> UUID:
    text = _required("option", cell)
    if text in codes:
        return codes[text]
    try:
        return UUID(text)
    except ValueError:
        raise _Refused(
            "option", text, "there is no such option", "Use the option's id or its code."
        ) from None


def _required_day(field: str, cell: Cell) -> dt.date:
    if _is_empty(cell):
        raise _Refused(field, "", "it is empty", "Fill the cell with a day such as 2027-02-28.")
    return _day(field, cell)


def _day(field: str, cell: Cell) -> dt.date:
    if isinstance(cell, dt.datetime):
        if cell.time() != dt.time():
            raise _Refused(field, cell, "it has a time of day", "Use a day such as 2027-02-28.")
        day = cell.date()
    elif isinstance(cell, dt.date):
        day = cell
    else:
        text = _text(field, cell)
        try:
            day = dt.date.fromisoformat(text) if _ISO_DAY.fullmatch(text) else None
        except ValueError:
            day = None
        if day is None:
            raise _Refused(
                field, text, "it is not a day", "Write year, month, day, such as 2027-02-28."
            )
    if not EARLIEST <= day <= LATEST:
        raise _Refused(field, day, "it is too far away", f"Use {EARLIEST} to {LATEST}.")
    return day


def _dependants(filled: Mapping[str, Cell]) -> tuple[RosterPerson, ...]:
    people: list[RosterPerson] = []
    for place in range(1, MAX_DEPENDANTS + 1):
        cells = {part: filled.get(f"dependant_{place}_{part}") for part in PARTS}
        if all(_is_empty(cell) for cell in cells.values()):
            continue
        person = _person(f"dependant_{place}", cells)
        if person.key in {known.key for known in people}:
            raise _Refused(
                f"dependant_{place}_key", person.key, "it is there twice", "Remove one of the two."
            )
        people.append(person)
    return tuple(people)


def _person(prefix: str, cells: Mapping[str, Cell]) -> RosterPerson:
    relationship = _required(f"{prefix}_relationship", cells["relationship"]).lower()
    if relationship not in RELATIONSHIPS:
        raise _Refused(
            f"{prefix}_relationship",
            relationship,
            "it is no relationship",
            f"Use one of {', '.join(sorted(RELATIONSHIPS))}.",
        )
    born_on = cells["born_on"]
    return RosterPerson(
        key=_required(f"{prefix}_key", cells["key"]),
        name=_text(f"{prefix}_name", cells["name"]),
        relationship=relationship,
        born_on=None if _is_empty(born_on) else _day(f"{prefix}_born_on", born_on),
    )
