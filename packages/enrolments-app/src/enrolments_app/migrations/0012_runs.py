"""
Runs over many people, what they could not do, and the business date: three empty tables, instant.
"""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import domain_kit.identifiers

KINDS = [(value, value) for value in ("carry_over", "age_out", "reprice", "leavers", "roster")]


class Migration(migrations.Migration):
    dependencies = [("enrolments_app", "0011_split_statuses")]

    operations = [
        migrations.CreateModel(
            name="BusinessDate",
            fields=[
                ("employer_id", models.UUIDField(primary_key=True, serialize=False)),
                ("day", models.DateField()),
                (
                    "moved_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
            options={"db_table": "enrolments_app_business_date"},
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=domain_kit.identifiers.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("kind", models.CharField(choices=KINDS, max_length=20)),
                ("employer_id", models.UUIDField()),
                ("key_on", models.DateField()),
                ("subject", models.CharField(blank=True, db_default="", max_length=100)),
                ("started_by", models.CharField(max_length=200)),
                (
                    "started_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("times", models.IntegerField(db_default=1)),
                ("place", models.CharField(blank=True, db_default="", max_length=100)),
                ("done", models.IntegerField(db_default=0)),
                ("made", models.IntegerField(db_default=0)),
                ("ended", models.IntegerField(db_default=0)),
                ("skipped", models.IntegerField(db_default=0)),
            ],
            options={
                "db_table": "enrolments_app_run",
                "ordering": ["employer_id", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("employer_id", "kind", "key_on", "subject"),
                        name="one_run_per_kind_employer_and_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RunNote",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("employee_id", models.CharField(blank=True, max_length=64)),
                ("enrolment_id", models.UUIDField(blank=True, null=True)),
                ("reason", models.CharField(max_length=40)),
                ("detail", models.CharField(blank=True, max_length=1000)),
                ("row", models.IntegerField(blank=True, null=True)),
                ("field", models.CharField(blank=True, max_length=100)),
                ("value", models.CharField(blank=True, max_length=400)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="enrolments_app.run",
                    ),
                ),
            ],
            options={
                "db_table": "enrolments_app_run_note",
                "ordering": ["id"],
                "indexes": [
                    models.Index(fields=["run", "reason", "id"], name="run_note_by_reason")
                ],
            },
        ),
    ]
