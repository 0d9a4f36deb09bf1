"""
From here on the database refuses a second cover by one benefit on a day.
"""

import django.contrib.postgres.constraints
from django.db import migrations, models

import domain_kit.operations


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("enrolments_app", "0005_fill_coverage")]
    operations = [
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["cancelled", "waived"]), _negated=True),
                    ("reversed", False),
                ),
                expressions=[("employee_id", "="), ("benefit_id", "="), ("coverage", "&&")],
                name="one_enrolment_per_benefit_and_day",
            ),
        ),
        domain_kit.operations.AddIndexConcurrently(
            model_name="enrolment",
            index=models.Index(
                condition=models.Q(("predecessor__isnull", False)),
                fields=["predecessor"],
                name="enrolment_by_predecessor",
            ),
        ),
        migrations.RunSQL(
            "ALTER TABLE enrolments_app_enrolment VALIDATE CONSTRAINT enrolment_predecessor",
            migrations.RunSQL.noop,
        ),
    ]
