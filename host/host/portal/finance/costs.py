"""
What did an employer's months cost, split by who pays, and how did that change?
"""

import dataclasses
import datetime as dt
import itertools
from typing import Any

from billing_app import api as billing
from domain_kit.actor import Actor
from domain_kit.money import Money
from host.directory.models import Employer
from host.portal.drawing.columns import Columns, stacked
from host.portal.drawing.variance import Bar, variance

MONTHS = 12
KINDS = ("employer", "employees", "planned")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """
    A month's cost, and how much more that is than the month before; `bar` draws it.
    """

    first: dt.date
    employer: Money
    employees: Money
    total: Money
    change: Money
    bar: Bar


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """
    Some months behind one another, and their picture, in which `planned` is what a run would add
    to the last of them.
    """

    months: tuple[Month, ...]
    picture: Columns
    top: Money
    half: Money
    planned: Money


def costs(
    actor: Actor, employer: Employer, last: dt.date, *, planned: Money | None = None
) -> Costs | None:
    """
    The twelve months up to that of `last`, one without cost as nothing; `planned` is what the last
    costs in all once it is billed. None in releases that cannot say, and if nothing was charged.
    """
    if not hasattr(billing, "cost_by_month"):
        return None
    firsts = _firsts(last)
    found = billing.cost_by_month(
        actor=actor, employer_id=employer.id, first=firsts[0], last=firsts[-1]
    )
    if not found:
        return None
    known = {each.month.start: each for each in found}
    zero = Money.zero(found[0].total.currency)
    parts = [_parts(known.get(first), zero) for first in firsts]
    totals = [employers + employees for employers, employees in parts]
    changes = [zero, *(later - before for before, later in itertools.pairwise(totals))]
    bars = variance([each.minor for each in changes])
    more = planned - totals[-1] if planned and planned > totals[-1] else zero
    drawn = [[each.minor, other.minor, 0] for each, other in parts]
    drawn[-1][-1] = more.minor
    picture = stacked(KINDS, drawn)
    top = Money(minor=picture.top, currency=zero.currency)
    return Costs(
        months=tuple(
            Month(
                first=first,
                employer=employers,
                employees=employees,
                total=total,
                change=change,
                bar=bar,
            )
            for first, (employers, employees), total, change, bar in zip(
                firsts, parts, totals, changes, bars, strict=True
            )
        ),
        picture=picture,
        top=top,
        half=Money(minor=picture.top // 2, currency=zero.currency),
        planned=more,
    )


def _parts(cost: Any, zero: Money) -> tuple[Money, Money]:
    return (cost.employer, cost.employees) if cost else (zero, zero)


def _firsts(last: dt.date) -> list[dt.date]:
    month = last.replace(day=1)
    found = [month]
    while len(found) < MONTHS:
        month = (month - dt.timedelta(days=1)).replace(day=1)
        found.insert(0, month)
    return found
