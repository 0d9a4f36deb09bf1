"""
The empty table that says which status was which: instant. 2.0 does not know it.
"""

import django.db.models.deletion
from django.db import migrations, models

STATUSES = [(value, value) for value in ("active", "cancelled", "terminated", "waived")]


class Migration(migrations.Migration):
    dependencies = [("enrolments_app", "0009_people")]

    operations = [
        migrations.CreateModel(
            name="StatusSplit",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("before", models.CharField(max_length=20)),
                ("after", models.CharField(max_length=20)),
                ("reversed_before", models.BooleanField()),
                ("waiver_id", models.UUIDField(null=True)),
                (
                    "enrolment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="status_split",
                        to="enrolments_app.enrolment",
                    ),
                ),
            ],
            options={"db_table": "enrolments_app_statussplit"},
        ),
        migrations.AlterField(
            model_name="enrolment",
            name="status",
            field=models.CharField(choices=STATUSES, max_length=20),
        ),
    ]
