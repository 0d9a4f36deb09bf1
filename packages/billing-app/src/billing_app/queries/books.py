"""
What do the books hold that no release of today would write?
"""

import dataclasses
from uuid import UUID

from django.db import connection

from domain_kit.currencies import EXPONENTS

# An upgrade is asked about before it is made: nothing here needs a column or a function of 3.2.0.
_FINDINGS = """
WITH summary AS (
    SELECT invoice.id, invoice.number, invoice.status, account.legal_entity, account.employer_id,
           coalesce((
               SELECT sum(amount) FROM billing_app_invoiceline WHERE invoice_id = invoice.id
           ), 0) AS total,
           coalesce((
               SELECT sum(amount) FROM billing_app_payment_allocation
               WHERE invoice_id = invoice.id AND reversed_at IS NULL
           ), 0) AS paid,
           btrim(coalesce(invoice.number, '')) IN ('', '0') AS unnumbered
    FROM billing_app_invoice invoice
    JOIN billing_app_account account ON account.id = invoice.account_id
    WHERE invoice.status <> 'draft'
), twins AS (
    SELECT *, count(*) OVER (PARTITION BY legal_entity, number) AS times FROM summary
    WHERE NOT unnumbered
), transfers AS (
    SELECT payment.id, payment.reference, account.employer_id, count(*) OVER (
        PARTITION BY payment.account_id, payment.reference, payment.received_on
    ) AS times
    FROM billing_app_payment payment
    JOIN billing_app_account account ON account.id = payment.account_id
    WHERE payment.reference <> '' AND payment.reversed_at IS NULL
)
SELECT 'number missing' AS kind, id AS subject, employer_id, coalesce(number, 'null') AS detail
FROM summary WHERE unnumbered AND status NOT IN ('cancelled', 'void')
UNION ALL
SELECT 'number given twice', id, employer_id, number FROM twins WHERE times > 1
UNION ALL
SELECT 'paid without money', id, employer_id, paid || ' of ' || total
FROM summary WHERE status = 'paid' AND paid < total
UNION ALL
SELECT 'paid more than it asks', id, employer_id, paid || ' of ' || total
FROM summary WHERE paid > total AND status NOT IN ('cancelled', 'void')
UNION ALL
SELECT 'void with money', id, employer_id, paid::text
FROM summary WHERE paid > 0 AND status IN ('cancelled', 'void')
UNION ALL
SELECT 'paid out and taken back, no invoice asks for it', payment.id, account.employer_id,
       payment.reference
FROM billing_app_payment payment
JOIN billing_app_account account ON account.id = payment.account_id
WHERE payment.reversed_at IS NOT NULL AND to_jsonb(payment) ->> 'debit_invoice_id' IS NULL AND EXISTS (
    SELECT 1 FROM billing_app_refund refund
    WHERE refund.payment_id = payment.id AND refund.status NOT IN ('declined', 'unavailable')
)
UNION ALL
SELECT 'transfer written more than once', id, employer_id, reference FROM transfers WHERE times > 1
ORDER BY 1, 3, 2
"""

# By the kit's table of currencies, for the same reason. Postings follow from what is listed.
_TOO_FINE = """
WITH amounts AS (
    SELECT charge.id, account.employer_id, 'charge' AS what, charge.amount, account.currency
    FROM billing_app_charge charge
    JOIN billing_app_account account ON account.id = charge.account_id
    UNION ALL
    SELECT line.id, account.employer_id, 'line', line.amount,
           coalesce(invoice.currency, account.currency)
    FROM billing_app_invoiceline line
    JOIN billing_app_invoice invoice ON invoice.id = line.invoice_id
    JOIN billing_app_account account ON account.id = invoice.account_id
    UNION ALL
    SELECT payment.id, account.employer_id, 'payment', payment.amount, account.currency
    FROM billing_app_payment payment
    JOIN billing_app_account account ON account.id = payment.account_id
    UNION ALL
    SELECT allocation.id, account.employer_id, 'allocation', allocation.amount, account.currency
    FROM billing_app_payment_allocation allocation
    JOIN billing_app_payment payment ON payment.id = allocation.payment_id
    JOIN billing_app_account account ON account.id = payment.account_id
    UNION ALL
    SELECT note.id, account.employer_id, 'credit note', note.offset_amount, note.currency
    FROM billing_app_credit_note note
    JOIN billing_app_account account ON account.id = note.account_id
    UNION ALL
    SELECT line.id, account.employer_id, 'credit note line', line.amount, note.currency
    FROM billing_app_credit_note_line line
    JOIN billing_app_credit_note note ON note.id = line.credit_note_id
    JOIN billing_app_account account ON account.id = note.account_id
    UNION ALL
    SELECT refund.id, account.employer_id, 'refund', refund.amount, account.currency
    FROM billing_app_refund refund
    JOIN billing_app_account account ON account.id = refund.account_id
)
SELECT 'finer than its currency', id, employer_id,
       what || ' of ' || trim_scale(amount) || ' ' || currency
FROM amounts JOIN unnest(%s::text[], %s::int[]) AS money (currency, places) USING (currency)
WHERE round(amount, places) <> amount
ORDER BY 3, 2
"""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """
    Something to look at: what kind, which row, whose, and the figures.
    """

    kind: str
    subject: UUID
    employer_id: UUID
    detail: str


def findings() -> tuple[Finding, ...]:
    """
    Everything of every employer that an older release left behind, for an operator's command.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FINDINGS)
        rows = cursor.fetchall()
        cursor.execute(_TOO_FINE, [list(EXPONENTS), list(EXPONENTS.values())])
        rows += cursor.fetchall()
    return tuple(
        Finding(kind=kind, subject=subject, employer_id=employer_id, detail=detail)
        for kind, subject, employer_id, detail in rows
    )
