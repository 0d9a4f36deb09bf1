"""
What would a billing run charge now?
"""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet, Sum

from billing_app import conf, models
from billing_app.data import BillingPreview, Payer, PreviewLine
from billing_app.errors import AccountNotFound, CoverageNotRead
from billing_app.queries.values import money
from billing_app.rules.usable import require_day
from billing_app.services.carry_on import first_open_month
from billing_app.services.difference import preview_difference
from billing_app.services.sync_cover import Told
from domain_kit.actor import Actor, Role
from domain_kit.errors import DomainError
from domain_kit.money import Money
from domain_kit.periods import Period


def preview_billing(
    *, actor: Actor, employer_id: UUID, month: dt.date, limit: int = 50
) -> BillingPreview:
    """
    What `run_billing` for the month would charge at this moment, and the `limit` largest charges of
    it. Writes nothing, and keeps nobody waiting.

    Raises:
        AccountNotFound: if the employer has no billing account.
        CoverageNotRead: if the coverage source fails.
        TooManyMonths: if more than ten years are open.
        DateOutOfRange: if the month is centuries away.
        NotPermitted: unless finance or operator of the employer.
    """
    actor.require_role(Role.FINANCE, Role.OPERATOR)
    actor.require_employer(employer_id)
    require_day("month", month)
    account = models.BillingAccount.objects.filter(employer_id=employer_id).first()
    if account is None:
        raise AccountNotFound(employer_id)
    wanted = Period.month(month)
    first = first_open_month(account, wanted.start)
    totals, lines = _differences(account, first, wanted, limit)
    new = {row[0]: 0 for row in totals}
    for row in totals:
        new[row[0]] += int(row[2])
    zero = Money.zero(account.currency)
    added = {start: Money(minor=minor, currency=account.currency) for start, minor in new.items()}
    charges = models.Charge.objects.filter(account=account)
    before = Period.month(wanted.start - dt.timedelta(days=1))
    waiting = _sum(charges.filter(line=None, month__lte=wanted.start), account.currency)
    return BillingPreview(
        employer_id=employer_id,
        month=wanted,
        first_month=Period.month(first),
        waiting=waiting,
        corrections=sum((each for start, each in added.items() if start < wanted.start), zero),
        to_ask=sum(added.values(), waiting),
        month_total=_sum(charges.filter(month=wanted.start), account.currency)
        + added.get(wanted.start, zero),
        last_month_total=_sum(charges.filter(month=before.start), account.currency)
        + added.get(before.start, zero),
        charges=sum(row[3] for row in totals),
        lines=tuple(_line(row, account.currency) for row in lines),
    )


def _differences(
    account: models.BillingAccount, first: dt.date, month: Period, limit: int
) -> tuple[list, list]:  # type: ignore[type-arg]
    last = month.last
    assert last is not None
    if first > month.start:
        return [], []
    try:
        told = Told(
            account,
            conf.coverage_source.resolve().coverage(
                employer_id=account.employer_id, month=Period.inclusive(first, last)
            ),
        )
    except DomainError:
        raise
    except Exception as exc:
        raise CoverageNotRead(account.employer_id, type(exc).__name__) from exc
    try:
        return preview_difference(account, first=first, last=month.start, end=last, limit=limit)
    finally:
        told.forget()


def _sum(charges: QuerySet[models.Charge], currency: str) -> Money:
    return money(charges.aggregate(total=Sum("amount", default=Decimal()))["total"], currency)


def _line(row: tuple, currency: str) -> PreviewLine:  # type: ignore[type-arg]
    source_id, employee, description, month, payer, minor, first, last, corrects = row
    return PreviewLine(
        source_id=source_id,
        employee_id=employee,
        description=description,
        month=Period.month(month),
        period=Period.inclusive(first, last) if first else None,
        payer=Payer(payer),
        amount=Money(minor=int(minor), currency=currency),
        corrects=corrects,
    )
