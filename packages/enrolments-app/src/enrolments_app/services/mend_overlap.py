"""
Mend a cover that meets another one, and list it.
"""

from django.db import connection, transaction

from enrolments_app.feed import FEED
from enrolments_app.rules.overlaps import Fix

TWICE = "covered twice on a day"

# No column that a later step of an upgrade adds or drops: this runs between two steps.
_MEND = """
WITH before AS (
    SELECT id, employer_id, coverage FROM enrolments_app_enrolment WHERE id = %(id)s FOR UPDATE
), mended AS (
    UPDATE enrolments_app_enrolment e
    SET coverage = daterange(lower(e.coverage), coalesce(%(last)s::date + 1, upper(e.coverage))),
        reversed = %(last)s::date IS NULL
    FROM before WHERE e.id = before.id
    RETURNING e.id, e.coverage, e.reversed
), listed AS (
    INSERT INTO enrolments_app_coveragerepair (enrolment_id, problem, before, after, because_of)
    SELECT before.id, %(problem)s,
        jsonb_build_object('starts_on', lower(before.coverage),
            'ends_on', upper(before.coverage) - 1, 'reversed', false),
        jsonb_build_object('starts_on', lower(mended.coverage),
            'ends_on', upper(mended.coverage) - 1, 'reversed', mended.reversed),
        %(because_of)s::uuid
    FROM before JOIN mended USING (id)
)
INSERT INTO enrolments_app_enrolmentchange (event_id, enrolment_id, employer_id, kind, starts_on,
    ends_on, covered, previous_ends_on, previously_covered, effective_on, recorded_at, actor, reason)
SELECT gen_random_uuid(), before.id, before.employer_id,
    CASE WHEN mended.reversed THEN 'cancel' ELSE 'terminate' END, lower(mended.coverage),
    upper(mended.coverage) - 1, NOT mended.reversed, upper(before.coverage) - 1, true,
    coalesce(%(last)s::date, lower(before.coverage)), now(), 'enrolments_mend', %(reason)s
FROM before JOIN mended USING (id)
"""


def mend_overlap(fix: Fix) -> None:
    """
    Cut or reverse the cover as `rules.overlaps` says; the report table keeps what it was, and the
    change log tells of it. Observers are not called: their domains may be between two steps, too.
    """
    with transaction.atomic():
        FEED.begin()
        with connection.cursor() as cursor:
            cursor.execute(
                _MEND,
                {
                    "id": fix.id,
                    "last": fix.last,
                    "problem": TWICE,
                    "because_of": fix.because_of,
                    "reason": f"{TWICE}: enrolment {fix.because_of} has the days",
                },
            )
