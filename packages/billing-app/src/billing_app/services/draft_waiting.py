"""
Make a draft of the charges that are on no document yet, one for each payer.
"""

import datetime as dt
from uuid import UUID

from django.db import connections, router
from django.db.models import Sum

from billing_app import models
from billing_app.data import ChargeKind, Payer

_LINES = """
    WITH waiting AS (
        SELECT charge.*, gen_random_uuid() AS new_line, sum(amount) OVER () AS total,
            row_number() OVER (
                ORDER BY month, employee_reference, description, starts_on, created_at, id
            ) AS place
        FROM billing_app_charge AS charge
        WHERE account_id = %(account)s AND line_id IS NULL AND month <= %(month)s
            AND payer = %(payer)s
    ),
    lines AS (
        INSERT INTO billing_app_invoiceline (
            id, invoice_id, position, description, employee_reference, amount, starts_on, ends_on,
            tax_category
        )
        SELECT new_line, %(invoice)s, place,
            CASE kind WHEN %(adjustment)s THEN left('Correction: ' || description, 300)
                ELSE description END,
            employee_reference, amount, coalesce(starts_on, month),
            coalesce(ends_on, (month + interval '1 month' - interval '1 day')::date), tax_category
        FROM waiting WHERE total >= 0
    )
    UPDATE billing_app_charge AS charge SET line_id = waiting.new_line
    FROM waiting WHERE charge.id = waiting.id AND total >= 0
"""


def draft_waiting(
    account: models.BillingAccount, *, month: dt.date, issued_on: dt.date
) -> dict[Payer, UUID]:
    """
    Draft what waits of the months up to `month`, for each payer who owes more than is to be given
    back (C-32): the rest waits. Needs the lock of the account's runs, not that of its row.
    """
    drafts = {}
    for payer in Payer:
        waiting = models.Charge.objects.filter(
            account=account, line=None, month__lte=month, payer=payer.value
        )
        total = waiting.aggregate(total=Sum("amount"))["total"]
        if total is None or total <= 0:
            continue
        if drafted := _draft(account, payer, month, issued_on):
            drafts[payer] = drafted
    return drafts


def _draft(
    account: models.BillingAccount, payer: Payer, month: dt.date, issued_on: dt.date
) -> UUID | None:
    invoice = models.Invoice.objects.create(
        account=account,
        issued_on=issued_on,
        due_on=issued_on + dt.timedelta(days=account.terms_days),
        currency=account.currency,
        purchase_order=account.purchase_order,
        payer=payer.value,
    )
    with connections[router.db_for_write(models.Invoice)].cursor() as cursor:
        cursor.execute(
            _LINES,
            {
                "account": account.pk,
                "invoice": invoice.pk,
                "month": month,
                "payer": payer.value,
                "adjustment": ChargeKind.ADJUSTMENT.value,
            },
        )
        if cursor.rowcount:
            return invoice.pk
    # Something was given back since the sum was looked at, and now more is than is owed.
    invoice.delete()
    return None
