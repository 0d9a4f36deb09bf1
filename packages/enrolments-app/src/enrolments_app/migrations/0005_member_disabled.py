"""
A flag of a member, with a constant default: instant.

Alone, because 1.6 locks enrolments and members in an order of its own.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("enrolments_app", "0004_coverage_repair")]

    operations = [
        migrations.AddField(
            model_name="enrolmentmember",
            name="disabled",
            field=models.BooleanField(db_default=False),
        ),
    ]
