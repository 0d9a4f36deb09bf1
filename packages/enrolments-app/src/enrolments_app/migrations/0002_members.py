"""
Two empty tables: instant. 1.5 does not know them.
"""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("enrolments_app", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="MemberImportProblem",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("problem", models.CharField(max_length=200)),
                ("dependant", models.JSONField()),
                (
                    "found_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="import_problems",
                        to="enrolments_app.enrolment",
                    ),
                ),
            ],
            options={
                "db_table": "enrolments_app_memberimportproblem",
            },
        ),
        migrations.CreateModel(
            name="EnrolmentMember",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("key", models.CharField(blank=True, max_length=100)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("relationship", models.CharField(max_length=40)),
                ("born_on", models.DateField(blank=True, null=True)),
                ("share", models.DecimalField(decimal_places=3, max_digits=12)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="enrolments_app.enrolment",
                    ),
                ),
            ],
            options={
                "db_table": "enrolments_app_enrolmentmember",
                "ordering": ["enrolment_id", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("enrolment", "key"), name="one_member_per_key")
                ],
            },
        ),
    ]
