"""
Which elections does a roster's text name, for a person to look at before they are taken?
"""

import csv
import dataclasses
import io
from collections.abc import Collection, Mapping

SHOWN = 100
# The template line and the line of column names come first.
_FIRST = 3


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """
    A row as the file has it, with the name of the person, if the number is somebody's.
    """

    row: int
    employee_id: str
    name: str
    option: str
    starts_on: str
    others: int


def lines_of(content: bytes, faulty: Collection[int]) -> list[tuple[int, dict[str, str]]]:
    """
    The first good rows of a CSV file with their cells by column; none of a file that is no CSV.
    """
    try:
        text = content.decode("utf-8-sig")
        separator = ";" if ";" in text.split("\n", 1)[0] else ","
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except (UnicodeDecodeError, csv.Error):
        return []
    if len(rows) < _FIRST:
        return []
    columns = [each.strip().lower() for each in rows[1]]
    good = [
        (number, dict(zip(columns, cells, strict=False)))
        for number, cells in enumerate(rows[2:], start=_FIRST)
        if number not in faulty and any(cell.strip() for cell in cells)
    ]
    return good[:SHOWN]


def told(
    rows: list[tuple[int, dict[str, str]]], names: Mapping[str, str], options: Mapping[str, str]
) -> list[Line]:
    """
    The rows with the names of people and options.
    """
    found = []
    for number, cells in rows:
        who, option = cells.get("employee_id", "").strip(), cells.get("option", "").strip()
        keys = [
            cell
            for column, cell in cells.items()
            if column.startswith("dependant_") and column.endswith("_key") and cell.strip()
        ]
        found.append(
            Line(
                row=number,
                employee_id=who,
                name=names.get(who, who),
                option=options.get(option, option),
                starts_on=cells.get("starts_on", ""),
                others=len(keys),
            )
        )
    return found
