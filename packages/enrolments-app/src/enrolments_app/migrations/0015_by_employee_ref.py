"""
The text is never empty, is indexed, and referees overlaps beside the number until 3.0.0.

Indexes are built while the table is in use. For the exclusion constraint it is locked while its
index is built; waiting for the lock gives up after two seconds and tries again.
"""

import django.contrib.postgres.constraints
from django.db import migrations, models

from domain_kit.operations import (
    AddExclusionConstraintBriefly,
    AddIndexConcurrently,
    SetNotNullViaCheck,
)

GUARD = """
SELECT a.id AS enrolment, b.id AS meets, a.coverage * b.coverage AS days
FROM enrolments_app_enrolment a
JOIN enrolments_app_enrolment b
  ON a.employee_ref = b.employee_ref AND a.benefit_id = b.benefit_id AND a.id < b.id
 AND a.coverage && b.coverage
WHERE a.status NOT IN ('cancelled', 'waived') AND NOT a.reversed
  AND b.status NOT IN ('cancelled', 'waived') AND NOT b.reversed
ORDER BY a.id
"""


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("enrolments_app", "0014_fill_employee_ref")]

    operations = [
        SetNotNullViaCheck(
            "enrolment",
            "employee_id",
            models.CharField(db_column="employee_ref", max_length=64),
        ),
        AddIndexConcurrently(
            model_name="enrolment",
            index=models.Index(fields=["employee_id", "benefit_id"], name="enrolment_by_person"),
        ),
        AddIndexConcurrently(
            model_name="enrolment",
            index=models.Index(
                models.F("employer_id"),
                models.Func("coverage", function="upper", output_field=models.DateField()),
                name="enrolment_by_employer_and_end",
            ),
        ),
        AddExclusionConstraintBriefly(
            model_name="enrolment",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["cancelled", "waived"]), _negated=True),
                    ("reversed", False),
                ),
                expressions=[("employee_id", "="), ("benefit_id", "="), ("coverage", "&&")],
                name="one_cover_per_benefit_and_day",
            ),
            guard=GUARD,
            message="They cover days of one benefit twice. `manage.py enrolments_mend` shows how "
            "each is mended, `enrolments_mend --apply` does it; then migrate again.",
        ),
    ]
