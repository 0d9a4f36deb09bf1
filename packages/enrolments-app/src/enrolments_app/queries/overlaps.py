"""
Which covers meet on a day, and what would mend them?

Only between the steps of an upgrade can there be any: afterwards the database refuses them. So this
reads no column that a later step adds or drops.
"""

import itertools
from collections.abc import Iterator
from operator import itemgetter

from django.db import connection

from domain_kit.periods import Period
from enrolments_app.rules.overlaps import Cover, Fix, fixes

# The employee is a number until 2.2.0 and text from then on.
_PERSON = "coalesce(to_jsonb({0}) ->> 'employee_ref', to_jsonb({0}) ->> 'employee_id')"
_MEETING = f"""
    WITH covers AS (
        SELECT e.id, {_PERSON.format("e")} AS person, e.benefit_id, e.coverage, e.created_at
        FROM enrolments_app_enrolment e
        WHERE e.status NOT IN ('cancelled', 'waived') AND NOT e.reversed
    )
    SELECT a.person, a.benefit_id, a.id, lower(a.coverage), upper(a.coverage), a.created_at
    FROM covers a
    WHERE EXISTS (
        SELECT 1 FROM covers b
        WHERE b.person = a.person AND b.benefit_id = a.benefit_id AND b.id <> a.id
          AND b.coverage && a.coverage
    )
    ORDER BY a.person, a.benefit_id
"""


def overlaps() -> Iterator[Fix]:
    """
    What would mend each cover that meets another one, by employee and benefit.
    """
    with connection.cursor() as cursor:
        cursor.execute(_MEETING)
        rows = cursor.fetchall()
    for _, group in itertools.groupby(rows, key=itemgetter(0, 1)):
        yield from fixes(
            [
                Cover(id=id, days=Period(start=first, end=end), created_at=created_at)
                for _, _, id, first, end, created_at in group
            ]
        )
