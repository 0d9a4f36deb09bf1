"""
The tables of 2.2.0, empty, and finance's view: instant on any database.
"""

import django.db.models.deletion
from django.db import migrations, models

import domain_kit.identifiers

EXPORT_V1 = """
CREATE VIEW billing_export_v1 AS
SELECT invoice.id AS invoice_id, invoice.number, invoice.status, invoice.issued_on, invoice.due_on,
       coalesce(invoice.currency, account.currency) AS currency,
       account.employer_id, account.legal_entity,
       line.position, line.description, line.employee_id, line.amount
FROM billing_app_invoice invoice
JOIN billing_app_account account ON account.id = invoice.account_id
JOIN billing_app_invoiceline line ON line.invoice_id = invoice.id
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="BillingAccount",
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
                ("legal_entity", models.CharField(max_length=100)),
                ("currency", models.CharField(max_length=3)),
                ("terms_days", models.PositiveSmallIntegerField(default=30)),
                ("time_zone", models.CharField(max_length=60)),
            ],
            options={
                "db_table": "billing_app_account",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("employer_id",), name="one_billing_account_per_employer"
                    )
                ],
            },
        ),
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
                "db_table": "billing_app_command",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scope", "key"), name="one_billing_command_per_key"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Invoice",
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
                ("number", models.CharField(blank=True, max_length=30, null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("sent", "sent"),
                            ("paid", "paid"),
                            ("cancelled", "cancelled"),
                        ],
                        default="draft",
                        max_length=20,
                    ),
                ),
                ("issued_on", models.DateField()),
                ("due_on", models.DateField()),
                ("currency", models.CharField(blank=True, max_length=3, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invoices",
                        to="billing_app.billingaccount",
                    ),
                ),
            ],
            options={
                "db_table": "billing_app_invoice",
                "ordering": ["issued_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="InvoiceLine",
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
                ("position", models.PositiveIntegerField()),
                ("description", models.CharField(max_length=300)),
                ("employee_id", models.BigIntegerField(blank=True, null=True)),
                ("amount", models.DecimalField(decimal_places=3, max_digits=14)),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                (
                    "invoice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="billing_app.invoice",
                    ),
                ),
            ],
            options={
                "db_table": "billing_app_invoiceline",
                "ordering": ["invoice_id", "position"],
            },
        ),
        migrations.CreateModel(
            name="Charge",
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
                ("source_id", models.UUIDField()),
                ("employee_id", models.BigIntegerField()),
                ("month", models.DateField(help_text="The first day of the month charged for.")),
                (
                    "kind",
                    models.CharField(
                        choices=[("recurring", "recurring"), ("adjustment", "adjustment")],
                        max_length=20,
                    ),
                ),
                ("description", models.CharField(max_length=300)),
                ("amount", models.DecimalField(decimal_places=3, max_digits=14)),
                ("dedupe_key", models.CharField(max_length=120, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="charges",
                        to="billing_app.billingaccount",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="charges",
                        to="billing_app.invoiceline",
                    ),
                ),
            ],
            options={
                "db_table": "billing_app_charge",
            },
        ),
        migrations.CreateModel(
            name="Payment",
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
                ("amount", models.DecimalField(decimal_places=3, max_digits=14)),
                ("received_on", models.DateField()),
                ("reference", models.CharField(blank=True, max_length=100)),
                (
                    "invoice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="billing_app.invoice",
                    ),
                ),
            ],
            options={
                "db_table": "billing_app_payment",
            },
        ),
        migrations.CreateModel(
            name="PaymentAttempt",
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
                    "status",
                    models.CharField(
                        choices=[
                            ("created", "created"),
                            ("sent", "sent"),
                            ("succeeded", "succeeded"),
                            ("pending", "pending"),
                            ("declined", "declined"),
                            ("unavailable", "unavailable"),
                            ("unknown", "unknown"),
                        ],
                        default="created",
                        max_length=20,
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=3, max_digits=14)),
                ("gateway", models.CharField(max_length=100)),
                ("gateway_reference", models.CharField(blank=True, max_length=200, null=True)),
                ("detail", models.CharField(blank=True, default="", max_length=300)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "invoice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempts",
                        to="billing_app.invoice",
                    ),
                ),
            ],
            options={
                "db_table": "billing_app_paymentattempt",
            },
        ),
        migrations.AddIndex(
            model_name="invoice",
            index=models.Index(fields=["account", "number"], name="invoice_by_number"),
        ),
        migrations.AddConstraint(
            model_name="invoiceline",
            constraint=models.UniqueConstraint(
                fields=("invoice", "position"), name="one_line_per_position"
            ),
        ),
        migrations.AddIndex(
            model_name="charge",
            index=models.Index(fields=["source_id", "month"], name="charge_by_source"),
        ),
        migrations.AddConstraint(
            model_name="paymentattempt",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        ["created", "sent", "pending", "unknown"],
                    )
                ),
                fields=("invoice",),
                name="one_attempt_in_flight_per_invoice",
            ),
        ),
        migrations.RunSQL(EXPORT_V1, "DROP VIEW billing_export_v1"),
    ]
