"""
What did 1.5 and 1.6 leave in their tables? Rows in their own columns, dirt included (e.6).
"""

import datetime as dt
import json
import uuid

from django.db import connection

from domain_kit.identifiers import new_id
from enrolments_app.testing import ids

CHILD = {"key": "c1", "name": "Kit", "relationship": "child", "born_on": "2019-05-20"}
NEW_YEAR = "2027-01-01"
CREATED = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)


def write_row(
    employee_id,
    *,
    benefit_id=ids.CYCLE,
    starts_on=NEW_YEAR,
    ends_on=None,
    status="active",
    price="25.00",
    dependants=(),
    created_at=CREATED,
) -> uuid.UUID:
    """
    One enrolment as 1.6 inserts it: with dates, and without any column of 2.0.0.
    """
    row_id = new_id()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO enrolments_app_enrolment (id, employer_id, employee_id, benefit_id,"
            " plan_id, option_id, label, starts_on, ends_on, status, monthly_price, currency,"
            " dependants, created_at)"
            " VALUES (%s, %s, %s, %s, %s, %s, 'Cycle', %s, %s, %s, %s, 'GBP', %s, %s)",
            [
                row_id,
                ids.ACME,
                employee_id,
                benefit_id,
                ids.PLAN,
                ids.CYCLE_2027,
                starts_on,
                ends_on,
                status,
                price,
                json.dumps(dependants if isinstance(dependants, dict) else list(dependants)),
                created_at,
            ],
        )
    return row_id


def write_old_rows() -> None:
    """
    Every kind of dirt, once.
    """
    write_row(2)
    write_row(2, starts_on="2027-02-01")
    write_row(3, ends_on="2026-06-30", status="ended")
    write_row(4, ends_on="2026-12-31", status="ended")
    write_row(5, status="waived")
    write_row(5, starts_on="2027-02-01", dependants=[{**CHILD, "born_on": None}])
    write_row(6, dependants=[CHILD, CHILD])
    write_row(1, dependants=[{**CHILD, "relationship": "household"}], price="85.01")
    write_row(
        1,
        starts_on="2026-01-01",
        ends_on="2026-03-31",
        status="ended",
        dependants=[{**CHILD, "born_on": "2096-01-01"}],
    )
    write_row(3, dependants=[CHILD, {"key": "c9", "name": "No relationship"}])
    write_row(4, dependants={"spouse": "Sam"})
    write_row(404)
