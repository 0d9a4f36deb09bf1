"""
Which invoice asks for what of a payment had been paid out before it was reversed? A column without a
value, its key checked afterwards, and an index of the refunds whose outcome is open.
"""

import django.db.models.deletion
from django.db import migrations, models

from domain_kit.operations import AddForeignKeyNotValid, AddIndexConcurrently, ValidateForeignKey


class Migration(migrations.Migration):
    atomic = False  # a concurrent build cannot run in a transaction
    dependencies = [("billing_app", "0208_refund_polls")]

    operations = [
        AddForeignKeyNotValid(
            model_name="payment",
            name="debit_invoice",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="debits",
                to="billing_app.invoice",
            ),
        ),
        ValidateForeignKey(model_name="payment", name="debit_invoice"),
        AddIndexConcurrently(
            model_name="refund",
            index=models.Index(
                condition=models.Q(("status__in", ["created", "sent", "pending", "unknown"])),
                fields=["next_ask_at"],
                name="refund_open",
            ),
        ),
    ]
