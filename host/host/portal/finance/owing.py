"""
Who owes whom, on one page: every account of the actor's, how it stands, and how late its dues are.
"""

import dataclasses
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from billing_app import api as billing
from domain_kit.actor import Actor
from domain_kit.money import Money
from host.directory.models import Employer
from host.portal.access import employer_of, for_role, needs
from host.portal.drawing.parts import Part, divided
from host.portal.finance.frame import READERS, day_asked, framed, today

LATE = ("late0", "late30", "late60", "late90", "older")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Owes:
    """
    What an employer owes on a day, in one currency, by how late it is; and, at this moment, what
    waits to be invoiced and its credit. `parts` draws the lateness.
    """

    employer: Employer
    ageing: Any
    standing: Any
    parts: tuple[Part, ...]
    currency: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """
    The sums of one currency.
    """

    currency: str
    ageing: tuple[Money, ...]
    due: Money
    credit: Money | None

    @property
    def overdue(self) -> Money:
        """
        What of the due is late.
        """
        return self.due - self.ageing[0]


@for_role(*READERS)
@needs("billing_app", "ar_ageing")
def owing(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    The ageing of all the actor's employers at the end of a day, and their credit now.
    """
    employer = employer_of(request, actor)
    on = day_asked(request, "on", today(employer))
    rows = _rows(actor, on)
    context = framed(request, actor, employer) | {
        "on": on,
        "rows": rows,
        "totals": _totals(rows),
        "has_credit": hasattr(billing, "account_standings"),
    }
    return render(request, "portal/finance/owing.html", context)


def _rows(actor: Actor, on: Any) -> tuple[Owes, ...]:
    late = {
        (each.employer_id, each.total.currency): each
        for each in billing.ar_ageing(actor=actor, on=on)
    }
    standings: dict[Any, Any] = {}
    if hasattr(billing, "account_standings"):
        standings = {
            (each.account.employer_id, each.account.currency): each
            for each in billing.account_standings(actor=actor, limit=1_000)
        }
    employers = {each.id: each for each in actor.scope(Employer.objects.all(), "id")}
    return tuple(
        _row(employers[key[0]], key[1], late.get(key), standings.get(key))
        for key in sorted(
            {*late, *standings}, key=lambda each: (employers[each[0]].name.casefold(), each[1])
        )
        if key[0] in employers
    )


def _row(employer: Employer, currency: str, late: Any, standing: Any) -> Owes:
    return Owes(
        employer=employer,
        ageing=late,
        standing=standing,
        parts=divided([(kind, each.minor) for kind, each in zip(LATE, buckets(late), strict=True)])
        if late
        else (),
        currency=currency,
    )


def buckets(late: Any) -> tuple[Money, ...]:
    """
    The columns of an ageing, in their order.
    """
    return (late.not_due, late.days_30, late.days_60, late.days_90, late.older)


def _totals(rows: Sequence[Owes]) -> tuple[Total, ...]:
    found = []
    for currency in sorted({row.currency for row in rows}):
        same = [row for row in rows if row.currency == currency]
        zero = Money.zero(currency)
        late = [buckets(row.ageing) for row in same if row.ageing]
        sums = tuple(sum(column, zero) for column in zip(*late, strict=True)) or (zero,) * 5
        credits = [row.standing.summary.unallocated for row in same if row.standing]
        found.append(
            Total(
                currency=currency,
                ageing=sums,
                due=sum(sums, zero),
                credit=sum(credits, zero) if credits else None,
            )
        )
    return tuple(found)
