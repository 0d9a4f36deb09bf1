"""
Every window has days, and they are in order: by checks validated while the table is in use.
"""

from django.db import migrations, models

from domain_kit.operations import AddCheckNotValid, SetNotNullViaCheck, ValidateCheck


class Migration(migrations.Migration):
    atomic = False  # each step commits alone, with its lock for an instant
    dependencies = [("benefits_app", "0030_settle_windows")]
    operations = [
        SetNotNullViaCheck("enrolmentwindow", "opens_on", models.DateField()),
        SetNotNullViaCheck("enrolmentwindow", "closes_on", models.DateField()),
        AddCheckNotValid(
            "enrolmentwindow",
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")),
                name="window_days_in_order",
            ),
        ),
        ValidateCheck("enrolmentwindow", "window_days_in_order"),
    ]
