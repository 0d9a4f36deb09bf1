"""
The journal begins with history: an entry for each invoice, payment and allocation that has none, in
chunks that commit alone; stop it and run it again. No amount changes.

An invoice that is paid without its money is no open due: what is missing is in suspense until
somebody looks into it.
"""

from django.db import migrations

from domain_kit.operations import BackfillInChunks

INVOICES = """
WITH posted AS MATERIALIZED (
    SELECT invoice.id, invoice.account_id, invoice.issued_on, invoice.status, invoice.number,
           coalesce(invoice.currency, account.currency) AS currency,
           billing_app_post_invoice(invoice.id)::text AS done
    FROM billing_app_invoice invoice
    JOIN billing_app_account account ON account.id = invoice.account_id
    WHERE invoice.id BETWEEN %(first)s AND %(last)s AND invoice.finalised_at IS NOT NULL
)
SELECT billing_app_post(
    CASE status WHEN 'uncollectible' THEN 'opening-bad-debt' ELSE 'opening-suspense' END, id,
    account_id, issued_on, currency, number,
    ARRAY[CASE status WHEN 'uncollectible' THEN 'bad-debt' ELSE 'suspense' END, 'receivable'],
    ARRAY[billing_app_due(id), -billing_app_due(id)]
)
FROM posted WHERE status IN ('paid', 'uncollectible') AND billing_app_due(id) <> 0
  AND NOT EXISTS (
      SELECT 1 FROM billing_app_journal_entry entry
      WHERE entry.subject = posted.id AND entry.kind = 'written-off'
  )
"""
PAYMENTS = """
SELECT billing_app_post_payment(id) FROM billing_app_payment
WHERE id BETWEEN %(first)s AND %(last)s
"""
ALLOCATIONS = """
SELECT billing_app_post_allocation(id) FROM billing_app_payment_allocation
WHERE id BETWEEN %(first)s AND %(last)s
"""


class Migration(migrations.Migration):
    atomic = False  # one transaction a chunk; a single one would hold every row
    dependencies = [("billing_app", "0103_ledger")]

    operations = [
        BackfillInChunks("opening_payments", table="billing_app_payment", statement=PAYMENTS),
        BackfillInChunks(
            "opening_allocations", table="billing_app_payment_allocation", statement=ALLOCATIONS
        ),
        BackfillInChunks("opening_invoices", table="billing_app_invoice", statement=INVOICES),
    ]
