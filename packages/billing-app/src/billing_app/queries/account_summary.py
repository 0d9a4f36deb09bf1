"""
How do employers stand at this moment?
"""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from billing_app import models
from billing_app.data import AccountStanding, AccountSummary
from billing_app.errors import AccountNotFound
from billing_app.queries.values import account_value, money
from domain_kit.actor import Actor, Role
from domain_kit.clock import business_date

# Open invoices, waiting charges and money that is left are few beside all there ever were, and each
# has an index of its own.
_SUMS = """
SELECT open.due, open.overdue, waiting.amount, waiting.charges,
       received.amount - allocated.amount - refunded.amount
FROM unnest(%s::uuid[], %s::date[]) WITH ORDINALITY AS asked (account_id, today, place)
CROSS JOIN LATERAL (
    SELECT coalesce(sum(due), 0) AS due,
           coalesce(sum(due) FILTER (WHERE due_on < asked.today), 0) AS overdue
    FROM (
        SELECT due_on,
               coalesce((SELECT sum(amount) FROM billing_app_invoiceline
                         WHERE invoice_id = invoice.id), 0)
             - coalesce((SELECT sum(amount) FROM billing_app_payment_allocation
                         WHERE invoice_id = invoice.id AND reversed_at IS NULL), 0) AS due
        FROM billing_app_invoice invoice
        WHERE account_id = asked.account_id AND status = 'open'
    ) dues
) open
CROSS JOIN LATERAL (
    SELECT coalesce(sum(amount), 0) AS amount, count(*) AS charges
    FROM billing_app_charge WHERE account_id = asked.account_id AND line_id IS NULL
      AND credit_note_id IS NULL
) waiting
CROSS JOIN LATERAL (
    SELECT coalesce(sum(amount), 0) AS amount
    FROM billing_app_payment WHERE account_id = asked.account_id AND reversed_at IS NULL
) received
CROSS JOIN LATERAL (
    SELECT coalesce(sum(allocation.amount), 0) AS amount
    FROM billing_app_payment_allocation allocation
    JOIN billing_app_payment payment ON payment.id = allocation.payment_id
    WHERE payment.account_id = asked.account_id AND allocation.reversed_at IS NULL
      AND payment.reversed_at IS NULL
) allocated
CROSS JOIN LATERAL (
    SELECT coalesce(sum(refund.amount), 0) AS amount
    FROM billing_app_refund refund
    JOIN billing_app_payment payment ON payment.id = refund.payment_id
    WHERE refund.account_id = asked.account_id
      AND refund.status NOT IN ('declined', 'unavailable') AND payment.reversed_at IS NULL
) refunded
ORDER BY asked.place
"""


def account_summary(*, actor: Actor, employer_id: UUID) -> AccountSummary:
    """
    What is due, overdue on the employer's own day, waiting for an invoice, and credit.

    Raises:
        AccountNotFound: if the employer has no account.
        NotPermitted: unless finance or operator of the employer.
    """
    actor.require_role(Role.FINANCE, Role.OPERATOR)
    actor.require_employer(employer_id)
    account = models.BillingAccount.objects.filter(employer_id=employer_id).first()
    if account is None:
        raise AccountNotFound(employer_id)
    return _summaries([account])[0]


def account_standings(
    *, actor: Actor, limit: int = 200, after: UUID | None = None
) -> tuple[AccountStanding, ...]:
    """
    The accounts of the actor's employers, in the order of the employers' ids, and how each stands;
    `limit` of them behind the employer `after`. In two statements, whatever the accounts.

    Raises:
        RoleForbidden: unless finance or operator.
    """
    actor.require_role(Role.FINANCE, Role.OPERATOR)
    rows = actor.scope(models.BillingAccount.objects, "employer_id")
    if after is not None:
        rows = rows.filter(employer_id__gt=after)
    accounts = list(rows.order_by("employer_id")[:limit])
    return tuple(
        AccountStanding(account=account_value(account), summary=summary)
        for account, summary in zip(accounts, _summaries(accounts), strict=True)
    )


def _summaries(accounts: Sequence[models.BillingAccount]) -> list[AccountSummary]:
    ids = [account.pk for account in accounts]
    days: list[dt.date] = [business_date(account.time_zone) for account in accounts]
    with connection.cursor() as cursor:
        cursor.execute(_SUMS, [ids, days])
        found = cursor.fetchall()
    return [
        AccountSummary(
            due=money(due, account.currency),
            overdue=money(overdue, account.currency),
            waiting=money(waiting, account.currency),
            waiting_charges=charges,
            unallocated=money(unallocated, account.currency),
        )
        for account, (due, overdue, waiting, charges, unallocated) in zip(
            accounts, found, strict=True
        )
    ]
