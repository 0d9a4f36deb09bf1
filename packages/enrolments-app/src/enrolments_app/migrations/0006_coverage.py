"""
The days of cover become one range, beside the dates that 1.6 reads and writes.

New columns are empty or have a constant default, so each takes its lock for an instant. The trigger
keeps dates and range in step, whichever of the two a release writes; the first time a range is
filled the dates stay as they are. The models forget the dates here; 3.0.0 drops them.
"""

import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

KEEP_IN_STEP = """
CREATE FUNCTION enrolments_app_keep_days_in_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.coverage IS NOT NULL AND TG_OP = 'INSERT'
        OR NEW.coverage IS DISTINCT FROM OLD.coverage AND OLD.coverage IS NOT NULL THEN
        NEW.starts_on := lower(NEW.coverage);
        NEW.ends_on := upper(NEW.coverage) - 1;
    ELSIF NEW.coverage IS NULL
        OR (NEW.starts_on, NEW.ends_on) IS DISTINCT FROM (OLD.starts_on, OLD.ends_on) THEN
        IF NEW.ends_on < NEW.starts_on THEN
            -- How releases before 1.6 wrote "cancelled": no day is covered.
            NEW.reversed := true;
            NEW.coverage := daterange(NEW.starts_on, NULL);
        ELSE
            NEW.coverage := daterange(NEW.starts_on, NEW.ends_on, '[]');
        END IF;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER enrolments_app_days_in_step
    BEFORE INSERT OR UPDATE OF coverage, starts_on, ends_on ON enrolments_app_enrolment
    FOR EACH ROW EXECUTE FUNCTION enrolments_app_keep_days_in_step();
"""
FORGET = """
DROP TRIGGER enrolments_app_days_in_step ON enrolments_app_enrolment;
DROP FUNCTION enrolments_app_keep_days_in_step();
"""

PREDECESSOR = """
ALTER TABLE enrolments_app_enrolment ADD COLUMN predecessor_id uuid NULL;
ALTER TABLE enrolments_app_enrolment ADD CONSTRAINT enrolment_predecessor
    FOREIGN KEY (predecessor_id) REFERENCES enrolments_app_enrolment (id)
    DEFERRABLE INITIALLY DEFERRED NOT VALID;
"""
NO_PREDECESSOR = "ALTER TABLE enrolments_app_enrolment DROP COLUMN predecessor_id;"


def choices(*values):
    return [(value, value) for value in values]


STATUSES = choices("active", "cancelled", "ended", "waived", "terminated")
SOURCES = choices("admin", "window", "life_event", "new_hire", "carry_over", "import")
KINDS = choices(
    "initial",
    "terminate",
    "terminate_earlier",
    "terminate_later",
    "withdraw_end",
    "cancel",
    "reinstate",
    "option_change",
    "dependant_add",
    "dependant_drop",
    "reprice",
    "active_renewal",
    "passive_renewal",
)
NEW_COLUMNS = {
    "coverage": django.contrib.postgres.fields.ranges.DateRangeField(null=True),
    "cover": models.DecimalField(decimal_places=3, max_digits=14, null=True),
    "decided_at": models.DateTimeField(null=True),
    "employee_part": models.DecimalField(decimal_places=3, max_digits=12, null=True),
    "employer_part": models.DecimalField(decimal_places=3, max_digits=12, null=True),
    "end_cause": models.CharField(blank=True, db_default="", max_length=20),
    "funding": models.CharField(blank=True, db_default="", max_length=40),
    "plan_year_id": models.UUIDField(null=True),
    "quote": models.JSONField(null=True),
    "quote_hash": models.CharField(blank=True, db_default="", max_length=64),
    "reason": models.CharField(blank=True, db_default="", max_length=200),
    "reversed": models.BooleanField(db_default=False),
    "source": models.CharField(choices=SOURCES, db_default="admin", max_length=20),
    "source_id": models.UUIDField(null=True),
    "tier": models.CharField(blank=True, db_default="", max_length=40),
    "version": models.IntegerField(db_default=1),
}


class Migration(migrations.Migration):
    dependencies = [("enrolments_app", "0005_member_disabled")]

    operations = [
        # Whoever holds a lock for long makes this fail, not everybody wait: run it again.
        migrations.RunSQL("SET LOCAL lock_timeout = '3s'", migrations.RunSQL.noop),
        *(
            migrations.AddField(model_name="enrolment", name=name, field=field)
            for name, field in NEW_COLUMNS.items()
        ),
        migrations.SeparateDatabaseAndState(
            # Not Django's AddField: it would read the whole table to check the empty column.
            database_operations=[migrations.RunSQL(PREDECESSOR, NO_PREDECESSOR)],
            state_operations=[
                migrations.AddField(
                    model_name="enrolment",
                    name="predecessor",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successors",
                        to="enrolments_app.enrolment",
                    ),
                ),
            ],
        ),
        migrations.AlterField(
            model_name="enrolment",
            name="created_at",
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
        ),
        migrations.AlterField(
            model_name="enrolment",
            name="dependants",
            field=models.JSONField(blank=True, db_default=[]),
        ),
        migrations.AlterField(
            model_name="enrolment",
            name="status",
            field=models.CharField(choices=STATUSES, max_length=20),
        ),
        migrations.AlterField(
            model_name="enrolmentchange",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=20),
        ),
        migrations.RunSQL(KEEP_IN_STEP, FORGET),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterModelOptions(
                    name="enrolment", options={"ordering": ["employee_id", "coverage", "id"]}
                ),
                migrations.RemoveIndex(model_name="enrolment", name="enrolment_by_employer"),
                migrations.RemoveField(model_name="enrolment", name="starts_on"),
                migrations.RemoveField(model_name="enrolment", name="ends_on"),
            ],
        ),
    ]
