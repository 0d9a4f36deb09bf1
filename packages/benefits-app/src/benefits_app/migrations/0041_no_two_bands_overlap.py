"""
No two bands of a group may overlap. Locks the bands while its index is built.
"""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
from django.db import migrations, models

from domain_kit.operations import AddExclusionConstraintBriefly

OVERLAPPING = """
SELECT one.table_id AS "rate table", one.price_group AS "group",
       one.age_from || ' to ' || one.age_to AS ages, two.age_from || ' to ' || two.age_to AS others
FROM benefits_app_rateband one
JOIN benefits_app_rateband two
  ON two.table_id = one.table_id AND two.price_group = one.price_group AND two.id > one.id
 AND two.age_from <= one.age_to AND one.age_from <= two.age_to
WHERE NOT one.old_overlap AND NOT two.old_overlap
ORDER BY one.table_id, one.age_from
"""


class Migration(migrations.Migration):
    atomic = False  # waits for its lock with a timeout, and tries again
    dependencies = [("benefits_app", "0040_mark_old_overlaps")]
    operations = [
        AddExclusionConstraintBriefly(
            "rateband",
            django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("old_overlap", False)),
                expressions=[
                    ("table", django.contrib.postgres.fields.ranges.RangeOperators.EQUAL),
                    ("group", django.contrib.postgres.fields.ranges.RangeOperators.EQUAL),
                    (
                        models.Func(
                            models.F("age_from"),
                            models.F("age_to"),
                            models.Value("[]"),
                            function="int4range",
                        ),
                        django.contrib.postgres.fields.ranges.RangeOperators.OVERLAPS,
                    ),
                ],
                name="no_two_rate_bands_of_a_group_overlap",
            ),
            guard=OVERLAPPING,
            message=(
                "These bands overlap and were written while this upgrade ran. Run `migrate "
                "benefits_app 0039`, and migrate again: they are marked, and "
                "`benefits_check_rates` lists them."
            ),
        ),
    ]
