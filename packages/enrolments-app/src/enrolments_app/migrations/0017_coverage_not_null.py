"""
Every cover has days: a check that is validated while the table is in use makes it NOT NULL.
"""

import django.contrib.postgres.fields.ranges
from django.db import migrations

from domain_kit.operations import SetNotNullViaCheck


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("enrolments_app", "0016_no_loose_ends")]

    operations = [
        SetNotNullViaCheck(
            "enrolment", "coverage", django.contrib.postgres.fields.ranges.DateRangeField()
        ),
    ]
