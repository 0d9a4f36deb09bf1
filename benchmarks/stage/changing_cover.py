"""
A coverage source whose cover changes while it is asked: a table that a change writes in the
transaction that tells billing, as a host does.
"""

import datetime as dt
import uuid
from collections.abc import Iterator
from uuid import UUID

from django.db import connection

from billing_app.data import CoverageLine
from domain_kit.money import Money
from domain_kit.periods import Period

EMPLOYER = UUID(int=1)
PRICE = Money(minor=6_000, currency="GBP")
TABLE = """
    CREATE TABLE project_cover (
        source uuid PRIMARY KEY, employee text NOT NULL, starts_on date NOT NULL, ends_on date
    )
"""


class ChangingCover:
    """
    What the table says at this moment.
    """

    def coverage(self, *, employer_id: UUID, month: Period) -> Iterator[CoverageLine]:
        """
        Covers with a day in the month.
        """
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT source, employee, starts_on, ends_on FROM project_cover"
                " WHERE starts_on <= %s AND (ends_on IS NULL OR ends_on >= %s)",
                [month.last, month.start],
            )
            rows = cursor.fetchall()
        for row in rows:
            yield line_of(*row)


def line_of(source: UUID, employee: str, first: dt.date, last: dt.date | None) -> CoverageLine:
    """
    One row as billing is told of it.
    """
    return CoverageLine(
        source_id=source,
        employer_id=EMPLOYER,
        employee_id=employee,
        description="Private medical",
        coverage=Period.inclusive(first, last),
        monthly=PRICE,
    )


def put(source: UUID | None, employee: str, first: dt.date, last: dt.date | None) -> CoverageLine:
    """
    Write a cover, a new one without a source; the line that billing must be told.
    """
    source = source or uuid.uuid4()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO project_cover VALUES (%s, %s, %s, %s)"
            " ON CONFLICT (source) DO UPDATE SET ends_on = excluded.ends_on",
            [source, employee, first, last],
        )
    return line_of(source, employee, first, last)
