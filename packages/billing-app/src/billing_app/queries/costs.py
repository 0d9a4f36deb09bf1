"""
What did each month cost, and who pays it?
"""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q, Sum

from billing_app import models
from billing_app.data import MonthCost, Payer
from billing_app.errors import AccountNotFound
from billing_app.queries.values import money
from billing_app.rules.usable import require_day
from domain_kit.actor import Actor, Role
from domain_kit.periods import Period


def cost_by_month(
    *, actor: Actor, employer_id: UUID, first: dt.date, last: dt.date
) -> tuple[MonthCost, ...]:
    """
    What was charged for each month from that of `first` to that of `last`, without taxes, corrections
    counted with the month that they correct (C-25), and split by who pays (C-09); earliest first, a
    month without charges left out. In one statement, whatever the charges.

    Raises:
        AccountNotFound: if the employer has no billing account.
        DateOutOfRange: if a day is centuries away.
        NotPermitted: unless finance or operator of the employer.
    """
    actor.require_role(Role.FINANCE, Role.OPERATOR)
    actor.require_employer(employer_id)
    require_day("first", first)
    require_day("last", last)
    account = models.BillingAccount.objects.filter(employer_id=employer_id).first()
    if account is None:
        raise AccountNotFound(employer_id)
    theirs = Q(payer=Payer.EMPLOYEE.value)
    rows = (
        models.Charge.objects.filter(account=account, month__range=(first.replace(day=1), last))
        .order_by("month")
        .values_list("month")
        .annotate(
            employer=Sum("amount", filter=~theirs, default=Decimal()),
            employees=Sum("amount", filter=theirs, default=Decimal()),
            charges=Count("id"),
        )
    )
    return tuple(
        MonthCost(
            month=Period.month(month),
            employer=money(employer, account.currency),
            employees=money(employees, account.currency),
            charges=charges,
        )
        for month, employer, employees, charges in rows
    )
