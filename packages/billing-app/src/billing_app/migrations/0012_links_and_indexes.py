"""
The account of a payment, the run of a charge, what the lists are read by, and which words a status
may be, checked for new rows. Each lock is for an instant; indexes are built while tables are in use.
"""

import django.db.models.deletion
from django.db import migrations, models

from domain_kit.operations import AddCheckNotValid, AddForeignKeyNotValid, AddIndexConcurrently

STATUSES = ["draft", "sent", "paid", "cancelled", "open", "void", "uncollectible"]


class Migration(migrations.Migration):
    atomic = False  # a concurrent build cannot run in a transaction
    dependencies = [("billing_app", "0011_new_tables")]

    operations = [
        AddForeignKeyNotValid(
            model_name="charge",
            name="run",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="charges",
                to="billing_app.billingrun",
            ),
        ),
        AddForeignKeyNotValid(
            model_name="payment",
            name="account",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="payments",
                to="billing_app.billingaccount",
            ),
        ),
        AddIndexConcurrently(
            model_name="charge",
            index=models.Index(
                fields=["account", "source_id", "month"], name="charge_by_account_source"
            ),
        ),
        AddIndexConcurrently(
            model_name="charge",
            index=models.Index(
                condition=models.Q(("line__isnull", True)),
                fields=["account", "month"],
                name="charge_waiting",
            ),
        ),
        AddIndexConcurrently(
            model_name="invoice",
            index=models.Index(fields=["account", "issued_on", "id"], name="invoice_by_issue"),
        ),
        AddCheckNotValid(
            model_name="invoice",
            constraint=models.CheckConstraint(
                name="invoice_status_is_known", condition=models.Q(("status__in", STATUSES))
            ),
        ),
    ]
