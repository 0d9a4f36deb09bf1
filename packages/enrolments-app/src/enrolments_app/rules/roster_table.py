"""
How do rows that did not come as a file become one?
"""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from enrolments_app.data.roster import ROSTER_TEMPLATE, ROSTER_VERSION

_COLUMNS = ("employee_id", "option", "starts_on")
_PARTS = ("key", "name", "relationship", "born_on")


def table_of(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """
    The CSV of a roster; the same rows give the same bytes.
    """
    most = max((len(row.get("dependants") or ()) for row in rows), default=0)
    columns = [f"dependant_{place + 1}_{part}" for place in range(most) for part in _PARTS]
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow((ROSTER_TEMPLATE, ROSTER_VERSION))
    writer.writerow((*_COLUMNS, *columns))
    for row in rows:
        cells = [str(row[column]) for column in _COLUMNS]
        for person in row.get("dependants") or ():
            cells += [str(person.get(part) or "") for part in _PARTS]
        writer.writerow(cells)
    return out.getvalue().encode()
