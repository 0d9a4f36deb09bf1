"""
The dates, the number and the JSON go, with the triggers, indexes and the constraint on them.

Instant, and for good: take a backup first. No release before 3.0.0 runs afterwards.
"""

from django.db import migrations

DROP = """
DROP TRIGGER IF EXISTS enrolments_app_days_in_step ON enrolments_app_enrolment;
DROP FUNCTION IF EXISTS enrolments_app_keep_days_in_step();
DROP TRIGGER IF EXISTS enrolments_app_employee_in_step ON enrolments_app_enrolment;
DROP FUNCTION IF EXISTS enrolments_app_employee_in_step();
DROP TRIGGER IF EXISTS enrolments_app_status_words ON enrolments_app_enrolment;
DROP FUNCTION IF EXISTS enrolments_app_status_words();
ALTER TABLE enrolments_app_enrolment
    DROP COLUMN starts_on, DROP COLUMN ends_on, DROP COLUMN employee_id, DROP COLUMN dependants;
"""


class Migration(migrations.Migration):
    dependencies = [("enrolments_app", "0017_coverage_not_null")]

    operations = [
        # Whoever holds a lock for long makes this fail, not everybody wait: run it again.
        migrations.RunSQL("SET LOCAL lock_timeout = '3s'", migrations.RunSQL.noop),
        migrations.RunSQL(
            DROP,
            state_operations=[migrations.RemoveField(model_name="enrolment", name="dependants")],
        ),
    ]
