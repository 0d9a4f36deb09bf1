"""
Money that older releases wrote where it cannot belong is taken out, and an alert says so; in chunks
that commit alone, stop it and run it again. No payment changes.

More allocated to an invoice than it asks for: the surplus, latest first, belongs to nothing until
somebody allocates it. An open invoice whose money is all there is paid. Money on a void invoice
belongs to nothing. An invoice that is paid without money stays paid, with an alert.
"""

from django.db import migrations

from domain_kit.operations import BackfillInChunks

ALERT = """
    INSERT INTO billing_app_alert (id, account_id, kind, subject, text)
    SELECT gen_random_uuid(), account_id, kind, id, text FROM found
    ON CONFLICT (kind, subject) WHERE resolved_at IS NULL DO NOTHING
"""
SURPLUS = f"""
WITH asked AS (
    SELECT invoice.id, invoice.account_id, invoice.number, invoice.status,
           CASE WHEN invoice.status = 'void' THEN 0 ELSE coalesce((
               SELECT sum(amount) FROM billing_app_invoiceline WHERE invoice_id = invoice.id
           ), 0) END AS total
    FROM billing_app_invoice invoice
    WHERE invoice.id BETWEEN %(first)s AND %(last)s AND invoice.status <> 'draft'
    FOR NO KEY UPDATE
), held AS (
    SELECT allocation.id, allocation.payment_id, allocation.invoice_id, allocation.amount,
           least(allocation.amount, greatest(0, asked.total - (
               sum(allocation.amount) OVER earlier - allocation.amount
           ))) AS kept
    FROM billing_app_payment_allocation allocation
    JOIN asked ON asked.id = allocation.invoice_id
    WHERE allocation.reversed_at IS NULL
    WINDOW earlier AS (
        PARTITION BY allocation.invoice_id ORDER BY allocation.allocated_at, allocation.id
    )
), too_much AS (
    UPDATE billing_app_payment_allocation allocation SET reversed_at = now()
    FROM held WHERE held.id = allocation.id AND held.kept < held.amount
    RETURNING allocation.id
), kept AS (
    INSERT INTO billing_app_payment_allocation (id, payment_id, invoice_id, amount)
    SELECT gen_random_uuid(), payment_id, invoice_id, kept FROM held
    WHERE kept < amount AND kept > 0
), found AS (
    SELECT asked.id, asked.account_id,
           CASE asked.status WHEN 'void' THEN 'money-on-void-invoice' ELSE 'paid-too-much' END
           AS kind,
           'Invoice ' || coalesce(asked.number, asked.id::text) || ' had ' || surplus.amount
           || ' more than it asks for. The money is there, unallocated.' AS text
    FROM asked JOIN (
        SELECT invoice_id, sum(amount - kept) AS amount FROM held GROUP BY invoice_id
    ) surplus ON surplus.invoice_id = asked.id AND surplus.amount > 0
), told AS ({ALERT})
UPDATE billing_app_invoice invoice SET status = 'paid'
FROM (SELECT invoice_id, sum(kept) AS kept FROM held GROUP BY invoice_id) paid, asked
WHERE paid.invoice_id = invoice.id AND asked.id = invoice.id AND invoice.status = 'open'
  AND asked.total > 0 AND paid.kept >= asked.total
"""
WITHOUT = f"""
WITH found AS (
    SELECT invoice.id, invoice.account_id, 'paid-without-money' AS kind,
           'Invoice ' || invoice.number || ' is paid, and ' || total.amount - held.amount
           || ' of its money is not there. It stays paid.' AS text
    FROM billing_app_invoice invoice
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(amount), 0) AS amount
        FROM billing_app_invoiceline WHERE invoice_id = invoice.id
    ) total
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(amount), 0) AS amount FROM billing_app_payment_allocation
        WHERE invoice_id = invoice.id AND reversed_at IS NULL
    ) held
    WHERE invoice.id BETWEEN %(first)s AND %(last)s
      AND invoice.status = 'paid' AND held.amount < total.amount
)
{ALERT}
"""


class Migration(migrations.Migration):
    atomic = False  # one transaction a chunk; a single one would hold every row
    dependencies = [("billing_app", "0036_checked")]

    operations = [
        BackfillInChunks("surplus", table="billing_app_invoice", statement=SURPLUS),
        BackfillInChunks("paid_without_money", table="billing_app_invoice", statement=WITHOUT),
    ]
