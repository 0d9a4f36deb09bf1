"""
Every band has an amount: by a check validated while the table is in use.
"""

from django.db import migrations, models

from domain_kit.operations import SetNotNullViaCheck


class Migration(migrations.Migration):
    atomic = False  # each step commits alone, with its lock for an instant
    dependencies = [("benefits_app", "0031_windows_have_days")]
    operations = [
        SetNotNullViaCheck(
            "rateband", "amount", models.DecimalField(decimal_places=6, max_digits=18)
        ),
    ]
