"""
A table may have bands for each tier or relationship: a wider unique constraint, built while the
table is in use.
"""

from django.db import migrations, models

from domain_kit.operations import AddUniqueConstraintUsingIndex


class Migration(migrations.Migration):
    atomic = False  # a concurrent build cannot run in a transaction
    dependencies = [("benefits_app", "0015_mend_overlapping_bands")]
    operations = [
        AddUniqueConstraintUsingIndex(
            "rateband",
            models.UniqueConstraint(
                fields=["table", "group", "age_from"], name="one_rate_band_per_group_and_age"
            ),
        ),
    ]
