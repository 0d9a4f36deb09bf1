"""
Which covers meet on a day, and what would mend them?

Only between the steps of the upgrade to 2.0.0 can there be any: afterwards the database refuses
them.
"""

from collections.abc import Iterator

from django.db import connection

from enrolments_app import models
from enrolments_app.models.enrolment import COUNTS
from enrolments_app.queries.values import days_of
from enrolments_app.rules.overlaps import Cover, Fix, fixes

_DOUBLED = """
    SELECT DISTINCT a.employee_id, a.benefit_id
    FROM enrolments_app_enrolment a
    JOIN enrolments_app_enrolment b
      ON a.employee_id = b.employee_id AND a.benefit_id = b.benefit_id AND a.id < b.id
     AND a.coverage && b.coverage
    WHERE a.status NOT IN ('cancelled', 'waived') AND NOT a.reversed
      AND b.status NOT IN ('cancelled', 'waived') AND NOT b.reversed
    ORDER BY 1, 2
"""


def overlaps() -> Iterator[Fix]:
    """
    What would mend each cover that meets another one, by employee and benefit.
    """
    with connection.cursor() as cursor:
        cursor.execute(_DOUBLED)
        doubled = cursor.fetchall()
    for employee_id, benefit_id in doubled:
        rows = models.Enrolment.objects.filter(
            COUNTS, employee_id=employee_id, benefit_id=benefit_id, coverage__isempty=False
        )
        yield from fixes([_cover(row) for row in rows])


def _cover(row: models.Enrolment) -> Cover:
    return Cover(id=row.id, days=days_of(row), created_at=row.created_at)
