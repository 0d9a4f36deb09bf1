"""
Credit notes, refunds, the journal and dunning: new, empty tables, in an instant.
"""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import domain_kit.identifiers


class Migration(migrations.Migration):
    dependencies = [("billing_app", "0100_line_words")]

    operations = [
        # Whoever holds a lock for long makes this fail, not everybody wait: run it again.
        migrations.RunSQL("SET LOCAL lock_timeout = '3s'", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="CreditNote",
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
                ("entity", models.CharField(max_length=100)),
                ("series", models.CharField(max_length=20)),
                ("year", models.SmallIntegerField()),
                ("credit_number", models.BigIntegerField()),
                ("number", models.CharField(max_length=30)),
                ("issued_on", models.DateField()),
                ("currency", models.CharField(max_length=3)),
                ("reason", models.CharField(max_length=200)),
                ("offset_amount", models.DecimalField(decimal_places=3, max_digits=14)),
                (
                    "issued_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credit_notes",
                        to="billing_app.billingaccount",
                    ),
                ),
                (
                    "invoice",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credit_notes",
                        to="billing_app.invoice",
                    ),
                ),
                (
                    "payment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credit_note",
                        to="billing_app.payment",
                    ),
                ),
            ],
            options={
                "db_table": "billing_app_credit_note",
            },
        ),
        migrations.CreateModel(
            name="CreditNoteLine",
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
                ("amount", models.DecimalField(decimal_places=3, max_digits=14)),
                ("kind", models.CharField(default="recurring", max_length=20)),
                ("tax_category", models.CharField(default="exempt", max_length=30)),
                ("ledger", models.CharField(default="premium-payable", max_length=30)),
                (
                    "charge",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credits",
                        to="billing_app.charge",
                    ),
                ),
                (
                    "credit_note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="billing_app.creditnote",
                    ),
                ),
                (
                    "source_line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credits",
                        to="billing_app.invoiceline",
                    ),
                ),
            ],
            options={
                "db_table": "billing_app_credit_note_line",
                "ordering": ["credit_note_id", "position"],
            },
        ),
        migrations.CreateModel(
            name="DunningCase",
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
                ("stage", models.PositiveSmallIntegerField(default=0)),
                ("next_on", models.DateField(blank=True, null=True)),
                ("opened_on", models.DateField()),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "invoice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dunning_case",
                        to="billing_app.invoice",
                    ),
                ),
            ],
            options={
                "db_table": "billing_app_dunning_case",
            },
        ),
        migrations.CreateModel(
            name="DunningStage",
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
                ("position", models.PositiveSmallIntegerField()),
                ("days_after_due", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=100)),
                ("text", models.TextField(blank=True)),
            ],
            options={
                "db_table": "billing_app_dunning_stage",
                "ordering": ["legal_entity", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("legal_entity", "position"), name="one_dunning_stage_per_position"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DunningStep",
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
                ("stage", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=100)),
                ("taken_on", models.DateField()),
                ("mailed_to", models.CharField(blank=True, default="", max_length=254)),
                (
                    "taken_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="billing_app.dunningcase",
                    ),
                ),
            ],
            options={
                "db_table": "billing_app_dunning_step",
            },
        ),
        migrations.CreateModel(
            name="JournalEntry",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=30)),
                ("subject", models.UUIDField()),
                ("day", models.DateField()),
                ("text", models.CharField(blank=True, max_length=200)),
                (
                    "posted_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="billing_app.billingaccount",
                    ),
                ),
            ],
            options={
                "db_table": "billing_app_journal_entry",
            },
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("ledger", models.CharField(max_length=30)),
                ("amount", models.DecimalField(decimal_places=3, max_digits=16)),
                ("currency", models.CharField(max_length=3)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="billing_app.journalentry",
                    ),
                ),
            ],
            options={
                "db_table": "billing_app_posting",
            },
        ),
        migrations.CreateModel(
            name="Refund",
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
                ("method", models.CharField(max_length=20)),
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
                        max_length=20,
                    ),
                ),
                ("reference", models.CharField(blank=True, default="", max_length=200)),
                ("reason", models.CharField(max_length=200)),
                ("detail", models.CharField(blank=True, default="", max_length=300)),
                ("paid_on", models.DateField()),
                (
                    "requested_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refunds",
                        to="billing_app.billingaccount",
                    ),
                ),
                (
                    "payment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refunds",
                        to="billing_app.payment",
                    ),
                ),
            ],
            options={
                "db_table": "billing_app_refund",
            },
        ),
        migrations.AddIndex(
            model_name="creditnote",
            index=models.Index(fields=["account", "issued_on", "id"], name="credit_note_by_issue"),
        ),
        migrations.AddConstraint(
            model_name="creditnote",
            constraint=models.UniqueConstraint(
                fields=("entity", "series", "year", "credit_number"),
                name="one_credit_note_per_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="creditnoteline",
            constraint=models.UniqueConstraint(
                fields=("credit_note", "position"), name="one_credit_line_per_position"
            ),
        ),
        migrations.AddConstraint(
            model_name="creditnoteline",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="credit_is_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="dunningstep",
            constraint=models.UniqueConstraint(
                fields=("case", "taken_on"), name="one_dunning_step_per_day"
            ),
        ),
        migrations.AddIndex(
            model_name="journalentry",
            index=models.Index(fields=["account", "day", "id"], name="entry_by_day"),
        ),
        migrations.AddConstraint(
            model_name="journalentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind__in", ("written-off", "reinstated")), _negated=True),
                fields=("kind", "subject"),
                name="one_entry_per_fact",
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount", 0), _negated=True), name="posting_is_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="refund",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="refund_is_positive"
            ),
        ),
    ]
