"""
The account of every payment, in chunks that commit alone; after its allocation, so that a payment
with an account is one that has been allocated.
"""

from django.db import migrations

from domain_kit.operations import BackfillInChunks

FILL = """
UPDATE billing_app_payment payment SET account_id = invoice.account_id
FROM billing_app_invoice invoice
WHERE payment.id BETWEEN %(first)s AND %(last)s AND payment.account_id IS NULL
  AND invoice.id = payment.invoice_id
"""


class Migration(migrations.Migration):
    atomic = False  # one transaction a chunk; a single one would hold every row
    dependencies = [("billing_app", "0017_fill_allocations")]

    operations = [
        BackfillInChunks("payment_accounts", table="billing_app_payment", statement=FILL),
    ]
