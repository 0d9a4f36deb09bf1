"""
When every invoice was finalised, and by which legal entity, in chunks that commit alone.

Nothing older says when an invoice was numbered, so that it is the time when it was drafted. One
without a number, or numbered 0, was asked for all the same and counts as finalised; a draft that was
cancelled does not.
"""

from django.db import migrations

from domain_kit.operations import BackfillInChunks

FILL = """
UPDATE billing_app_invoice invoice
SET finalised_at = invoice.created_at, entity = account.legal_entity
FROM billing_app_account account
WHERE invoice.id BETWEEN %(first)s AND %(last)s AND account.id = invoice.account_id
  AND invoice.finalised_at IS NULL AND invoice.status <> 'draft'
  AND (invoice.status NOT IN ('cancelled', 'void') OR invoice.number IS NOT NULL)
"""


class Migration(migrations.Migration):
    atomic = False  # one transaction a chunk; a single one would hold every row
    dependencies = [("billing_app", "0015_fill_line_references")]

    operations = [
        BackfillInChunks("finalised", table="billing_app_invoice", statement=FILL),
    ]
