"""
How does an employer stand at this moment?
"""

from uuid import UUID

from django.db import connection

from billing_app import models
from billing_app.data import AccountSummary
from billing_app.errors import AccountNotFound
from billing_app.queries.values import money
from domain_kit.actor import Actor, Role
from domain_kit.clock import business_date

# Open invoices, waiting charges and money that is left are few beside all there ever were, and each
# has an index of its own.
_SUMS = """
WITH open AS (
    SELECT due_on,
           coalesce((SELECT sum(amount) FROM billing_app_invoiceline
                     WHERE invoice_id = invoice.id), 0)
         - coalesce((SELECT sum(amount) FROM billing_app_payment_allocation
                     WHERE invoice_id = invoice.id AND reversed_at IS NULL), 0) AS due
    FROM billing_app_invoice invoice WHERE account_id = %(account)s AND status = 'open'
), waiting AS (
    SELECT coalesce(sum(amount), 0) AS amount, count(*) AS charges
    FROM billing_app_charge WHERE account_id = %(account)s AND line_id IS NULL
), received AS (
    SELECT coalesce(sum(amount), 0) AS amount
    FROM billing_app_payment WHERE account_id = %(account)s AND reversed_at IS NULL
), allocated AS (
    SELECT coalesce(sum(allocation.amount), 0) AS amount
    FROM billing_app_payment_allocation allocation
    JOIN billing_app_payment payment ON payment.id = allocation.payment_id
    WHERE payment.account_id = %(account)s AND allocation.reversed_at IS NULL
      AND payment.reversed_at IS NULL
)
SELECT (SELECT coalesce(sum(due), 0) FROM open),
       (SELECT coalesce(sum(due), 0) FROM open WHERE due_on < %(today)s),
       waiting.amount, waiting.charges, received.amount - allocated.amount
FROM waiting, received, allocated
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
    with connection.cursor() as cursor:
        cursor.execute(_SUMS, {"account": account.pk, "today": business_date(account.time_zone)})
        due, overdue, waiting, charges, unallocated = cursor.fetchone()
    currency = account.currency
    return AccountSummary(
        due=money(due, currency),
        overdue=money(overdue, currency),
        waiting=money(waiting, currency),
        waiting_charges=charges,
        unallocated=money(unallocated, currency),
    )
