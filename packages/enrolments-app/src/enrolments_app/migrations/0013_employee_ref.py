"""
An employee's identifier becomes text, in a column beside the number that 2.1 reads and writes.

The models go over to the text here; 3.0.0 drops the number. Instant.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("enrolments_app", "0012_runs")]

    operations = [
        # Whoever holds a lock for long makes this fail, not everybody wait: run it again.
        migrations.RunSQL("SET LOCAL lock_timeout = '3s'", migrations.RunSQL.noop),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "ALTER TABLE enrolments_app_enrolment ADD COLUMN employee_ref varchar(64) NULL",
                    "ALTER TABLE enrolments_app_enrolment DROP COLUMN employee_ref",
                )
            ],
            state_operations=[
                migrations.RemoveConstraint(
                    model_name="enrolment", name="one_enrolment_per_benefit_and_day"
                ),
                migrations.RemoveIndex(model_name="enrolment", name="enrolment_by_employee"),
                migrations.AlterField(
                    model_name="enrolment",
                    name="employee_id",
                    field=models.CharField(db_column="employee_ref", max_length=64, null=True),
                ),
            ],
        ),
    ]
