"""
Cover, runs, number series, allocations and alerts: new, empty tables, in an instant.
"""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import domain_kit.identifiers

RUN_STATUSES = [(status, status) for status in ("running", "done", "parked", "failed")]


class Migration(migrations.Migration):
    dependencies = [("billing_app", "0010_payment_words")]

    operations = [
        # Whoever holds a lock for long makes this fail, not everybody wait: run it again.
        migrations.RunSQL("SET LOCAL lock_timeout = '3s'", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Cover",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("source_id", models.UUIDField()),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="covers",
                        to="billing_app.billingaccount",
                    ),
                ),
                ("employee_reference", models.CharField(max_length=64)),
                ("description", models.CharField(max_length=300)),
                ("group_key", models.CharField(max_length=200)),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("monthly", models.DecimalField(decimal_places=3, max_digits=14)),
                (
                    "employer_monthly",
                    models.DecimalField(blank=True, decimal_places=3, max_digits=14, null=True),
                ),
                ("funding", models.CharField(blank=True, db_default="", default="", max_length=30)),
                (
                    "tax_category",
                    models.CharField(db_default="exempt", default="exempt", max_length=30),
                ),
                ("proration", models.CharField(db_default="daily", default="daily", max_length=20)),
                ("wash_day", models.PositiveSmallIntegerField(db_default=15, default=15)),
                ("serial", models.BigIntegerField()),
                ("changed", models.BooleanField(db_default=True, default=True)),
                ("named", models.BooleanField(db_default=False, default=False)),
            ],
            options={
                "db_table": "billing_app_cover",
                "indexes": [
                    models.Index(
                        fields=["account", "employee_reference", "group_key"],
                        name="cover_by_group",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["account", "source_id"], name="one_cover_per_source"
                    ),
                    models.CheckConstraint(
                        name="cover_ends_after_it_starts",
                        condition=models.Q(
                            models.Q(("ends_on__isnull", True), ("starts_on__isnull", True)),
                            models.Q(("ends_on__isnull", True), ("starts_on__isnull", False)),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BillingRun",
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
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="runs",
                        to="billing_app.billingaccount",
                    ),
                ),
                (
                    "month",
                    models.DateField(help_text="The first day of the last month charged for."),
                ),
                ("issued_on", models.DateField()),
                (
                    "status",
                    models.CharField(choices=RUN_STATUSES, db_default="running", max_length=10),
                ),
                ("cursor", models.CharField(blank=True, db_default="", max_length=64)),
                ("sources", models.PositiveIntegerField(db_default=0)),
                ("charged", models.PositiveIntegerField(db_default=0)),
                ("problem", models.TextField(blank=True, db_default="")),
                (
                    "invoice",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="runs",
                        to="billing_app.invoice",
                    ),
                ),
                (
                    "started_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={"db_table": "billing_app_run"},
        ),
        migrations.CreateModel(
            name="NumberSeries",
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
                ("legal_entity", models.CharField(max_length=100)),
                ("document", models.CharField(max_length=20)),
                ("year", models.SmallIntegerField()),
                ("prefix", models.CharField(blank=True, db_default="", max_length=20)),
                ("next", models.BigIntegerField(db_default=1)),
            ],
            options={
                "db_table": "billing_app_number_series",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("legal_entity", "document", "year"),
                        name="one_series_per_entity_document_and_year",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PaymentAllocation",
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
                (
                    "payment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocations",
                        to="billing_app.payment",
                    ),
                ),
                (
                    "invoice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocations",
                        to="billing_app.invoice",
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=3, max_digits=14)),
                (
                    "allocated_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("reversed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={"db_table": "billing_app_payment_allocation"},
        ),
        migrations.CreateModel(
            name="Alert",
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
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alerts",
                        to="billing_app.billingaccount",
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("subject", models.UUIDField(blank=True, null=True)),
                ("text", models.CharField(max_length=500)),
                (
                    "raised_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
                ("resolved_by", models.CharField(blank=True, db_default="", max_length=200)),
            ],
            options={
                "db_table": "billing_app_alert",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("resolved_at__isnull", True)),
                        fields=("kind", "subject"),
                        name="one_open_alert_per_subject",
                    )
                ],
            },
        ),
    ]
