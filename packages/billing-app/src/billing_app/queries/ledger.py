"""
What do the books say?
"""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from billing_app import models
from billing_app.data import LedgerBalance, Posting, Statement, StatementLine
from billing_app.errors import AccountNotFound
from billing_app.queries.values import money
from billing_app.rules.ledger import CUSTOMER_CREDIT, RECEIVABLE
from billing_app.rules.usable import require_day
from domain_kit.actor import Actor, Role
from domain_kit.money import Money

_READERS = (Role.FINANCE, Role.OPERATOR)


def trial_balance(
    *, actor: Actor, employer_id: UUID | None = None, on: dt.date | None = None
) -> tuple[LedgerBalance, ...]:
    """
    What each ledger account holds, in each currency, for an employer or all the actor's, up to the
    end of a day if given. The balances of a currency add up to nothing (C-31).

    Raises:
        NotPermitted: unless finance or operator of the employer.
    """
    rows = _visible(actor, employer_id)
    if on is not None:
        require_day("on", on)
        rows = rows.filter(entry__day__lte=on)
    sums = rows.values("ledger", "currency").annotate(
        debit=Coalesce(Sum("amount", filter=Q(amount__gt=0)), Decimal()),
        credit=Coalesce(Sum("amount", filter=Q(amount__lt=0)), Decimal()),
    )
    return tuple(
        LedgerBalance(
            ledger=row["ledger"],
            debit=money(row["debit"], row["currency"]),
            credit=money(-row["credit"], row["currency"]),
        )
        for row in sums.order_by("currency", "ledger")
    )


def list_postings(
    *, actor: Actor, employer_id: UUID, limit: int = 200, after: int | None = None
) -> tuple[Posting, ...]:
    """
    An employer's postings in the order they were written, `limit` of them behind the posting `after`.

    Raises:
        NotPermitted: unless finance or operator of the employer.
    """
    rows = _visible(actor, employer_id).select_related("entry")
    if after is not None:
        rows = rows.filter(pk__gt=after)
    return tuple(
        Posting(
            id=row.id,
            entry_id=row.entry_id,
            kind=row.entry.kind,
            subject=row.entry.subject,
            day=row.entry.day,
            text=row.entry.text,
            ledger=row.ledger,
            amount=money(row.amount, row.currency),
        )
        for row in rows.order_by("id")[:limit]
    )


def statement(*, actor: Actor, employer_id: UUID, first: dt.date, last: dt.date) -> Statement:
    """
    What an employer owed before `first`, everything that changed it up to `last`, and what it owes
    then; its balance counts against it. Allocating changes nothing, since money counts as it comes.

    Raises:
        AccountNotFound: if the employer has no billing account.
        DateOutOfRange: if a day is centuries away.
        NotPermitted: unless finance or operator of the employer.
    """
    rows = _visible(actor, employer_id).filter(ledger__in=(RECEIVABLE, CUSTOMER_CREDIT))
    require_day("first", first)
    require_day("last", last)
    account = models.BillingAccount.objects.filter(employer_id=employer_id).first()
    if account is None:
        raise AccountNotFound(employer_id)
    currency = account.currency
    rows = rows.filter(currency=currency)
    before = rows.filter(entry__day__lt=first).aggregate(amount=Coalesce(Sum("amount"), Decimal()))
    balance = opening = money(before["amount"], currency)
    lines = []
    changes = (
        rows.filter(entry__day__range=(first, last))
        .values("entry_id", "entry__day", "entry__kind", "entry__text")
        .annotate(amount=Sum("amount"))
        .order_by("entry__day", "entry_id")
    )
    for row in changes:
        if not row["amount"]:
            continue
        amount: Money = money(row["amount"], currency)
        balance += amount
        lines.append(
            StatementLine(
                day=row["entry__day"],
                kind=row["entry__kind"],
                text=row["entry__text"],
                amount=amount,
                balance=balance,
            )
        )
    return Statement(
        employer_id=employer_id,
        first=first,
        last=last,
        opening=opening,
        lines=tuple(lines),
        closing=balance,
    )


def _visible(actor: Actor, employer_id: UUID | None) -> QuerySet[models.Posting]:
    actor.require_role(*_READERS)
    rows: QuerySet[models.Posting] = actor.scope(
        models.Posting.objects, "entry__account__employer_id"
    )
    if employer_id is not None:
        actor.require_employer(employer_id)
        rows = rows.filter(entry__account__employer_id=employer_id)
    return rows
