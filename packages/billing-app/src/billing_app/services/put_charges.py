"""
Put charges on a draft, a line each, and take them off again.
"""

import datetime as dt
import itertools
from uuid import UUID

from django.db import connections, router
from django.db.models import Max

from billing_app import models
from billing_app.data import ChargeKind
from billing_app.rules.ledger import PREMIUM_PAYABLE, REVENUE
from billing_app.services.taxing import put_tax

_LINES = """
    WITH waiting AS (
        SELECT charge.*, gen_random_uuid() AS new_line, sum(amount) OVER () AS total,
            row_number() OVER (
                ORDER BY month, employee_reference, description, starts_on, created_at, id
            ) AS place
        FROM billing_app_charge AS charge
        WHERE account_id = %(account)s AND line_id IS NULL AND credit_note_id IS NULL
            AND month <= %(month)s AND payer = %(payer)s
            AND (%(charges)s::uuid[] IS NULL OR id = ANY(%(charges)s))
    ),
    lines AS (
        INSERT INTO billing_app_invoiceline (
            id, invoice_id, position, description, employee_reference, amount,
            amount_minor, starts_on, ends_on, tax_category, kind, ledger
        )
        SELECT new_line, %(invoice)s, %(behind)s + place,
            CASE kind WHEN %(adjustment)s THEN left('Correction: ' || description, 300)
                ELSE description END,
            employee_reference, amount, amount_minor, coalesce(starts_on, month),
            coalesce(ends_on, (month + interval '1 month' - interval '1 day')::date), tax_category,
            kind, CASE kind WHEN %(fee)s THEN %(revenue)s ELSE %(premium)s END
        FROM waiting WHERE total >= 0 OR %(charges)s::uuid[] IS NOT NULL
    )
    UPDATE billing_app_charge AS charge SET line_id = waiting.new_line
    FROM waiting
    WHERE charge.id = waiting.id AND (total >= 0 OR %(charges)s::uuid[] IS NOT NULL)
"""


def put_charges(invoice: models.Invoice, *, month: dt.date, charges: list[UUID] | None) -> bool:
    """
    Put waiting charges up to `month` of the draft's payer on it, behind its lines: those named, or
    all. Whether there are any: all of them only if they do not give back more than they ask for, as
    they may since their sum was looked at.
    """
    lines = models.InvoiceLine.objects.filter(invoice=invoice)
    lines.filter(kind=ChargeKind.TAX).delete()
    with connections[router.db_for_write(models.Invoice)].cursor() as cursor:
        cursor.execute(
            _LINES,
            {
                "account": invoice.account_id,
                "invoice": invoice.pk,
                "month": month,
                "payer": invoice.payer,
                "adjustment": ChargeKind.ADJUSTMENT.value,
                "fee": ChargeKind.FEE.value,
                "revenue": REVENUE,
                "premium": PREMIUM_PAYABLE,
                "behind": lines.aggregate(last=Max("position"))["last"] or 0,
                "charges": charges,
            },
        )
        found = cursor.rowcount > 0
    put_tax(invoice)
    return found


def take_off(invoice: models.Invoice) -> None:
    """
    Have the charges of an invoice's lines wait for another one.

    The lines are named, not described: from how few lines and charges there once were the planner may
    conclude that it should look through all charges for each of many lines.
    """
    ids = models.InvoiceLine.objects.filter(invoice=invoice).values_list("pk", flat=True)
    for batch in itertools.batched(list(ids), 5_000):
        models.Charge.objects.filter(line_id__in=batch).update(line=None)
