"""
How late is what employers owe?
"""

import datetime as dt
from uuid import UUID

from django.db import connections, router

from billing_app import models
from billing_app.data import Ageing
from billing_app.queries.values import money
from billing_app.rules.usable import require_day
from domain_kit.actor import Actor, Role

# The buckets are those of rules/ageing.py; one statement, whatever the employers and invoices.
_AGEING = """
    SELECT account.employer_id, coalesce(invoice.currency, account.currency) AS money,
        coalesce(sum(due) FILTER (WHERE late <= 0), 0),
        coalesce(sum(due) FILTER (WHERE late BETWEEN 1 AND 30), 0),
        coalesce(sum(due) FILTER (WHERE late BETWEEN 31 AND 60), 0),
        coalesce(sum(due) FILTER (WHERE late BETWEEN 61 AND 90), 0),
        coalesce(sum(due) FILTER (WHERE late > 90), 0)
    FROM billing_app_invoice invoice
    JOIN billing_app_account account ON account.id = invoice.account_id
    CROSS JOIN LATERAL (
        SELECT %(on)s::date - invoice.due_on AS late, coalesce((
            SELECT sum(amount) FROM billing_app_invoiceline WHERE invoice_id = invoice.id
        ), 0) - coalesce((
            SELECT sum(allocation.amount) FROM billing_app_payment_allocation allocation
            WHERE allocation.invoice_id = invoice.id
              AND (allocation.allocated_at AT TIME ZONE account.time_zone)::date <= %(on)s
              AND (allocation.reversed_at IS NULL
                   OR (allocation.reversed_at AT TIME ZONE account.time_zone)::date > %(on)s)
        ), 0) AS due
    ) open
    WHERE invoice.account_id = ANY(%(accounts)s) AND invoice.issued_on <= %(on)s
      AND invoice.finalised_at IS NOT NULL AND due > 0
      -- What is paid was due on the day only if its money moved since: few are looked at.
      AND (invoice.status = 'open' OR invoice.status = 'paid' AND invoice.id IN (
          SELECT invoice_id FROM billing_app_payment_allocation
          WHERE allocated_at >= %(on)s::date - 1 OR reversed_at >= %(on)s::date - 1
      ))
      AND NOT EXISTS (
          SELECT 1 FROM billing_app_journal_entry entry
          WHERE entry.subject = invoice.id AND entry.kind = 'opening-suspense'
            AND invoice.status = 'paid'
      )
    GROUP BY 1, 2 ORDER BY 1, 2
"""


def ar_ageing(*, actor: Actor, on: dt.date, employer_id: UUID | None = None) -> tuple[Ageing, ...]:
    """
    What each employer, or one, owed at the end of a day, by how late it was then: an employer and
    currency a row. Void and uncollectible invoices are not expected any more and left out.

    Raises:
        DateOutOfRange: if the day is centuries away.
        NotPermitted: unless finance or operator of the employer.
    """
    actor.require_role(Role.FINANCE, Role.OPERATOR)
    require_day("on", on)
    accounts = actor.scope(models.BillingAccount.objects, "employer_id")
    if employer_id is not None:
        actor.require_employer(employer_id)
        accounts = accounts.filter(employer_id=employer_id)
    ids = list(accounts.values_list("pk", flat=True))
    with connections[router.db_for_read(models.Invoice)].cursor() as cursor:
        cursor.execute(_AGEING, {"on": on, "accounts": ids})
        return tuple(
            Ageing(
                employer_id=employer,
                not_due=money(parts[0], currency),
                days_30=money(parts[1], currency),
                days_60=money(parts[2], currency),
                days_90=money(parts[3], currency),
                older=money(parts[4], currency),
            )
            for employer, currency, *parts in cursor.fetchall()
        )
