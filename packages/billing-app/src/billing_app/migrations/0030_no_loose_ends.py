"""
Stop, before anything is changed, if a step of 2.4 is not complete.
"""

from django.db import migrations

from domain_kit.operations import GuardRows

UNFINISHED = """
SELECT name AS backfill, last_key AS came_to FROM domain_kit_backfill
WHERE app_label = 'billing_app' AND finished_at IS NULL
"""
NO_REFERENCE = """
SELECT 'charge' AS kind, id FROM billing_app_charge WHERE employee_reference IS NULL
UNION ALL
SELECT 'line', id FROM billing_app_invoiceline
WHERE employee_reference IS NULL AND employee_id IS NOT NULL
ORDER BY 1, 2
"""
NOT_FINALISED = """
SELECT id AS invoice, status, number FROM billing_app_invoice
WHERE (finalised_at IS NULL OR entity IS NULL) AND status <> 'draft'
  AND (status NOT IN ('cancelled', 'void') OR number IS NOT NULL)
ORDER BY id
"""
NOT_ALLOCATED = """
SELECT id AS payment, invoice_id AS invoice, amount FROM billing_app_payment payment
WHERE account_id IS NULL OR invoice_id IS NOT NULL AND reversed_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM billing_app_payment_allocation WHERE payment_id = payment.id
)
ORDER BY id
"""
MEND = "Run `manage.py billing_finish_backfills`, then migrate again."


class Migration(migrations.Migration):
    dependencies = [("billing_app", "0024_settled")]

    operations = [
        GuardRows(
            UNFINISHED,
            "Their rows are not all filled. Migrate to the newest 2.4 first, to its end.",
        ),
        GuardRows(NO_REFERENCE, f"They name an employee by number only. {MEND}"),
        GuardRows(NOT_FINALISED, f"They asked for money and do not say since when. {MEND}"),
        GuardRows(NOT_ALLOCATED, f"They belong to no account, or paid nothing. {MEND}"),
    ]
