"""
The tables of 1.5.0, empty: instant on any database.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import domain_kit.identifiers


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="CommandRecord",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("scope", models.CharField(max_length=200)),
                ("key", models.CharField(max_length=200)),
                ("command", models.CharField(max_length=100)),
                ("request_hash", models.CharField(max_length=64)),
                ("response", models.JSONField(null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "db_table": "enrolments_app_command",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scope", "key"), name="one_enrolments_command_per_key"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Enrolment",
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
                ("employer_id", models.UUIDField()),
                ("employee_id", models.BigIntegerField()),
                ("benefit_id", models.UUIDField()),
                ("plan_id", models.UUIDField()),
                ("option_id", models.UUIDField()),
                ("label", models.CharField(max_length=200)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "active"),
                            ("cancelled", "cancelled"),
                            ("ended", "ended"),
                            ("waived", "waived"),
                        ],
                        max_length=20,
                    ),
                ),
                ("monthly_price", models.DecimalField(decimal_places=3, max_digits=12)),
                ("currency", models.CharField(max_length=3)),
                ("dependants", models.JSONField(blank=True, default=list)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "db_table": "enrolments_app_enrolment",
                "ordering": ["employee_id", "starts_on", "id"],
                "indexes": [
                    models.Index(
                        fields=["employee_id", "benefit_id"], name="enrolment_by_employee"
                    ),
                    models.Index(fields=["employer_id", "starts_on"], name="enrolment_by_employer"),
                ],
            },
        ),
        migrations.CreateModel(
            name="EnrolmentChange",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("event_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("employer_id", models.UUIDField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("initial", "initial"),
                            ("terminate", "terminate"),
                            ("cancel", "cancel"),
                        ],
                        max_length=20,
                    ),
                ),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                ("covered", models.BooleanField()),
                ("previous_ends_on", models.DateField(null=True)),
                ("previously_covered", models.BooleanField()),
                ("effective_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("actor", models.CharField(max_length=200)),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="enrolments_app.enrolment",
                    ),
                ),
            ],
            options={
                "db_table": "enrolments_app_enrolmentchange",
                "indexes": [models.Index(fields=["employer_id", "id"], name="change_by_employer")],
            },
        ),
    ]
