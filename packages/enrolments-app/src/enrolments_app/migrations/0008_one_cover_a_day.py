"""
From here on the database refuses a second cover by one benefit on a day.

The table is locked while the constraint's index is built; waiting for the lock gives up after two
seconds and tries again. Covers that meet again since 0007 stop it, with the list.
"""

import django.contrib.postgres.constraints
from django.db import migrations, models

from domain_kit.operations import AddExclusionConstraintBriefly, AddIndexConcurrently

GUARD = """
SELECT a.id AS enrolment, b.id AS meets, a.coverage * b.coverage AS days
FROM enrolments_app_enrolment a
JOIN enrolments_app_enrolment b
  ON a.employee_id = b.employee_id AND a.benefit_id = b.benefit_id AND a.id < b.id
 AND a.coverage && b.coverage
WHERE a.status NOT IN ('cancelled', 'waived') AND NOT a.reversed
  AND b.status NOT IN ('cancelled', 'waived') AND NOT b.reversed
ORDER BY a.id
"""


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("enrolments_app", "0007_fill_coverage")]
    operations = [
        AddExclusionConstraintBriefly(
            model_name="enrolment",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["cancelled", "waived"]), _negated=True),
                    ("reversed", False),
                ),
                expressions=[("employee_id", "="), ("benefit_id", "="), ("coverage", "&&")],
                name="one_enrolment_per_benefit_and_day",
            ),
            guard=GUARD,
            message="They cover days of one benefit twice. `manage.py enrolments_mend` shows how "
            "each is mended, `enrolments_mend --apply` does it; then migrate again.",
        ),
        AddIndexConcurrently(
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
