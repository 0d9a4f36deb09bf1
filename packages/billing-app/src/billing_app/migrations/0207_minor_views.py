"""
Finance's views with minor units beside the amounts; billing_export_v2 and invoice_summary stay, and
name the same rows.
"""

from django.db import migrations

EXPORT_V3 = """
CREATE VIEW billing_export_v3 AS
SELECT invoice.id AS invoice_id, invoice.number, invoice.status, invoice.issued_on, invoice.due_on,
       coalesce(invoice.currency, account.currency) AS currency,
       account.employer_id, coalesce(invoice.entity, account.legal_entity) AS legal_entity,
       invoice.payer, line.position, line.description, line.employee_reference,
       line.starts_on, line.ends_on, line.tax_category, line.kind, line.tax_rate,
       line.amount, line.amount_minor
FROM billing_app_invoice invoice
JOIN billing_app_account account ON account.id = invoice.account_id
JOIN billing_app_invoiceline line ON line.invoice_id = invoice.id
"""
# Summed for one invoice at a time, as before. A sum of which a part has no minor units has none.
SUMMARY_V2 = """
CREATE VIEW invoice_summary_v2 AS
SELECT invoice.id AS invoice_id, invoice.number, invoice.status, invoice.issued_on, invoice.due_on,
       coalesce(invoice.currency, account.currency) AS currency,
       account.employer_id, coalesce(invoice.entity, account.legal_entity) AS legal_entity,
       invoice.payer, line.lines, line.total, allocation.paid, line.total - allocation.paid AS due,
       line.total_minor, allocation.paid_minor, line.total_minor - allocation.paid_minor AS due_minor
FROM billing_app_invoice invoice
JOIN billing_app_account account ON account.id = invoice.account_id
CROSS JOIN LATERAL (
    SELECT count(*) AS lines, coalesce(sum(amount), 0) AS total,
        CASE WHEN count(*) = count(amount_minor) THEN coalesce(sum(amount_minor), 0) END::bigint
            AS total_minor
    FROM billing_app_invoiceline WHERE invoice_id = invoice.id
) line
CROSS JOIN LATERAL (
    SELECT coalesce(sum(amount), 0) AS paid,
        CASE WHEN count(*) = count(amount_minor) THEN coalesce(sum(amount_minor), 0) END::bigint
            AS paid_minor
    FROM billing_app_payment_allocation WHERE invoice_id = invoice.id AND reversed_at IS NULL
) allocation
"""


class Migration(migrations.Migration):
    dependencies = [("billing_app", "0206_minor_checked")]

    operations = [
        migrations.RunSQL(EXPORT_V3, "DROP VIEW billing_export_v3"),
        migrations.RunSQL(SUMMARY_V2, "DROP VIEW invoice_summary_v2"),
    ]
