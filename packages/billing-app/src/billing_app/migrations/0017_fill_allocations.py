"""
One allocation for each payment of older releases, in chunks that commit alone; run it again at will.

One to one, whatever stands there: a payment larger than its invoice, one on a cancelled invoice, one
transfer that was written on three. No figure changes; `manage.py billing_check_books` lists them.
"""

from django.db import migrations

from domain_kit.operations import BackfillInChunks

FILL = """
INSERT INTO billing_app_payment_allocation (id, payment_id, invoice_id, amount)
SELECT id, id, invoice_id, amount FROM billing_app_payment
WHERE id BETWEEN %(first)s AND %(last)s AND account_id IS NULL AND invoice_id IS NOT NULL
ON CONFLICT (id) DO NOTHING
"""


class Migration(migrations.Migration):
    atomic = False  # one transaction a chunk; a single one would hold every row
    dependencies = [("billing_app", "0016_fill_finalised")]

    operations = [
        BackfillInChunks("allocations", table="billing_app_payment", statement=FILL),
    ]
