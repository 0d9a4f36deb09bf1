"""
Finance's views: a line a row, now with the employee as text, and an invoice a row with its sums.

billing_export_v1 stays until 3.0.0; both name the same rows.
"""

from django.db import migrations

EXPORT_V2 = """
CREATE VIEW billing_export_v2 AS
SELECT invoice.id AS invoice_id, invoice.number, invoice.status, invoice.issued_on, invoice.due_on,
       coalesce(invoice.currency, account.currency) AS currency,
       account.employer_id, coalesce(invoice.entity, account.legal_entity) AS legal_entity,
       invoice.payer, line.position, line.description, line.employee_reference,
       line.starts_on, line.ends_on, line.tax_category, line.amount
FROM billing_app_invoice invoice
JOIN billing_app_account account ON account.id = invoice.account_id
JOIN billing_app_invoiceline line ON line.invoice_id = invoice.id
"""
# Summed for one invoice at a time: whoever reads one does not add up all.
SUMMARY = """
CREATE VIEW invoice_summary AS
SELECT invoice.id AS invoice_id, invoice.number, invoice.status, invoice.issued_on, invoice.due_on,
       coalesce(invoice.currency, account.currency) AS currency,
       account.employer_id, coalesce(invoice.entity, account.legal_entity) AS legal_entity,
       line.lines, line.total, allocation.paid, line.total - allocation.paid AS due
FROM billing_app_invoice invoice
JOIN billing_app_account account ON account.id = invoice.account_id
CROSS JOIN LATERAL (
    SELECT count(*) AS lines, coalesce(sum(amount), 0) AS total
    FROM billing_app_invoiceline WHERE invoice_id = invoice.id
) line
CROSS JOIN LATERAL (
    SELECT coalesce(sum(amount), 0) AS paid
    FROM billing_app_payment_allocation WHERE invoice_id = invoice.id AND reversed_at IS NULL
) allocation
"""


class Migration(migrations.Migration):
    dependencies = [("billing_app", "0019_checked")]

    operations = [
        migrations.RunSQL(EXPORT_V2, "DROP VIEW billing_export_v2"),
        migrations.RunSQL(SUMMARY, "DROP VIEW invoice_summary"),
    ]
