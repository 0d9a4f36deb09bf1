"""
Tell cover that stopped from cover that never was, and waivers from both.

In chunks that commit alone; stop it and run it again. `enrolments_app_statussplit` has a row for
each status that changes, so that reversing this gives every one back:
- ended is terminated; one that ended before it started never took effect and is cancelled.
- cancelled after its first day did take effect: it is terminated, and reversed, because what was
  charged for it was given back. No day counts that did not count before.
- waived is a waiver, for the days that no cover has; the row itself is cancelled.
2.0 goes on writing "ended", and a trigger makes "terminated" of it, which 2.0 can read.
"""

from django.db import migrations

from domain_kit.operations import AddTrigger, BackfillInChunks

SPLIT = """
WITH sorted AS (
    SELECT e.id, e.employer_id, e.employee_id, e.benefit_id, e.plan_year_id, e.created_at,
        e.coverage, e.status AS before, e.reversed AS reversed_before,
        CASE
            WHEN e.status = 'waived' THEN 'cancelled'
            WHEN e.status IN ('active', 'ended') AND e.ends_on < e.starts_on THEN 'cancelled'
            WHEN e.status = 'ended' OR e.reversed THEN 'terminated'
            WHEN EXISTS (
                SELECT 1 FROM enrolments_app_enrolmentchange c
                WHERE c.enrolment_id = e.id AND c.kind = 'cancel' AND c.previously_covered
                  AND (c.recorded_at AT TIME ZONE 'UTC')::date >= lower(e.coverage)
            ) THEN 'terminated'
            ELSE e.status
        END AS after
    FROM enrolments_app_enrolment e
    WHERE e.id BETWEEN %(first)s AND %(last)s
      AND (e.status IN ('ended', 'cancelled', 'waived') OR e.reversed)
      AND NOT EXISTS (SELECT 1 FROM enrolments_app_statussplit s WHERE s.enrolment_id = e.id)
    FOR UPDATE OF e
), waived AS (
    SELECT s.id, s.employer_id, s.employee_id, s.benefit_id, s.plan_year_id, s.created_at,
        gen_random_uuid() AS waiver_id,
        daterange(lower(s.coverage), least(upper(s.coverage), min(lower(c.coverage)))) AS days
    FROM sorted s
    LEFT JOIN enrolments_app_enrolment c
      ON c.employee_id = s.employee_id AND c.benefit_id = s.benefit_id
     AND c.coverage && s.coverage AND NOT c.reversed AND c.status NOT IN ('cancelled', 'waived')
    WHERE s.before = 'waived'
    GROUP BY s.id, s.employer_id, s.employee_id, s.benefit_id, s.plan_year_id, s.created_at,
        s.coverage
    HAVING coalesce(min(lower(c.coverage)), 'infinity') > lower(s.coverage)
), waivers AS (
    INSERT INTO enrolments_app_waiver (id, employer_id, employee_id, benefit_id, plan_year_id,
        reason_code, days, recorded_at, recorded_by, withdrawn_by)
    SELECT waiver_id, employer_id, employee_id::text, benefit_id, plan_year_id, 'unknown', days,
        created_at, 'enrolments-app 2.1.0', ''
    FROM waived
    ON CONFLICT DO NOTHING
    RETURNING id
), listed AS (
    INSERT INTO enrolments_app_statussplit
        (enrolment_id, before, after, reversed_before, waiver_id)
    SELECT s.id, s.before, s.after, s.reversed_before, m.id
    FROM sorted s
    LEFT JOIN waived w ON w.id = s.id
    LEFT JOIN waivers m ON m.id = w.waiver_id
    WHERE s.after <> s.before
    ON CONFLICT DO NOTHING
    RETURNING enrolment_id, before, after
)
UPDATE enrolments_app_enrolment e
SET status = listed.after,
    reversed = e.reversed OR listed.before = 'cancelled'
FROM listed
WHERE e.id = listed.enrolment_id
"""

GIVE_BACK = """
WITH given_back AS (
    DELETE FROM enrolments_app_statussplit
    RETURNING enrolment_id, before, reversed_before, waiver_id
), gone AS (
    DELETE FROM enrolments_app_waiver w USING given_back g WHERE w.id = g.waiver_id
)
UPDATE enrolments_app_enrolment e
SET status = g.before, reversed = g.reversed_before
FROM given_back g
WHERE e.id = g.enrolment_id AND e.status IN ('terminated', 'cancelled');
UPDATE enrolments_app_enrolment SET status = 'ended' WHERE status = 'terminated';
"""

WORDS = """
BEGIN
    IF NEW.status = 'ended' THEN
        NEW.status := 'terminated';
    END IF;
    RETURN NEW;
END
"""


class Migration(migrations.Migration):
    atomic = False  # one transaction a chunk; a single one would hold every row
    dependencies = [("enrolments_app", "0010_status_split")]

    operations = [
        # Reversed last, when no trigger changes the words any more.
        migrations.RunSQL(migrations.RunSQL.noop, GIVE_BACK),
        AddTrigger(
            "enrolments_app_status_words",
            table="enrolments_app_enrolment",
            when="BEFORE INSERT OR UPDATE OF status",
            body=WORDS,
        ),
        BackfillInChunks("statuses", table="enrolments_app_enrolment", statement=SPLIT),
    ]
