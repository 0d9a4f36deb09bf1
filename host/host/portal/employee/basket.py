"""
What is in my basket, and what does it cost now?
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from domain_kit.money import Money
from enrolments_app import api as enrolments
from host.adapters.catalogue import HostCatalogue
from host.portal.employee import covers, options
from host.portal.employee.person import Me

SACRIFICE = "salary_sacrifice"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """
    One choice at the price of now; `own_now` is what I pay for the benefit today. `is_stale`: it
    was another price when it was put here. Without a price, `refusal` says why.
    """

    option_id: UUID
    label: str
    starts_on: dt.date
    others: tuple[str, ...]
    cover: Money | None
    guaranteed: Money | None
    own: Money | None
    employers: Money | None
    own_now: Money | None
    is_stale: bool
    is_sacrifice: bool
    refusal: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """
    The parts of all lines of a currency, a month, and what I pay for the same benefits today.
    """

    own: Money
    employers: Money
    own_now: Money


def drafts(person: Me) -> tuple[Any, ...]:
    """
    The baskets that wait for me.
    """
    if not hasattr(enrolments, "list_batches"):
        return ()
    return tuple(
        enrolments.list_batches(
            actor=person.actor,
            employer_id=person.employer_id,
            employee_id=person.id,
            state=enrolments.BatchState.DRAFT,
        )
    )


def lines(person: Me, batch: Any) -> tuple[Line, ...]:
    """
    What is in a basket, priced anew.
    """
    asked = [each.request for each in batch.lines]
    priced = quotes(person, asked)
    mine = covers.mine(person)
    names = _names_of_refused(person, asked, priced)
    return tuple(
        _line(line, quote, _now(person, mine, quote), names)
        for line, quote in zip(batch.lines, priced, strict=True)
    )


def sums(found: Iterable[Line]) -> tuple[Sums, ...]:
    """
    What all lines come to, one sum a currency.
    """
    known: dict[str, Sums] = {}
    for line in found:
        if line.own is None:
            continue
        nothing = Money.zero(line.own.currency)
        before = known.get(line.own.currency, Sums(own=nothing, employers=nothing, own_now=nothing))
        known[line.own.currency] = Sums(
            own=before.own + line.own,
            employers=before.employers + (line.employers or nothing),
            own_now=before.own_now + (line.own_now or nothing),
        )
    return tuple(known.values())


def quotes(person: Me, asked: Sequence[Any]) -> Sequence[Any]:
    """
    The price of now, or why there is none, of each election.
    """
    requests = [
        enrolments.QuoteRequest(
            option_id=each.option_id,
            on=each.starts_on,
            people=options.people(person, each.dependants),
            cover=each.cover,
        )
        for each in asked
    ]
    return HostCatalogue().quote_many(actor=person.actor, requests=requests)


def _now(person: Me, mine: Iterable[Any], quote: Any) -> Any:
    benefit_id = getattr(quote, "benefit_id", None)
    return next(
        (
            each
            for each in mine
            if each.benefit_id == benefit_id
            and each.coverage
            and each.coverage.contains(person.today)
        ),
        None,
    )


def _names_of_refused(person: Me, asked: Sequence[Any], priced: Sequence[Any]) -> dict[UUID, str]:
    """
    What options are called that have no price, as far as they are on offer.
    """
    days = {
        each.starts_on
        for each, quote in zip(asked, priced, strict=True)
        if isinstance(quote, enrolments.EnrolmentsError)
    }
    return {
        each.option_id: f"{each.benefit_name}, {each.option_name}"
        for on in days
        for each in options.offers(person, on)
    }


def _line(line: Any, quote: Any, now: Any, names: dict[UUID, str]) -> Line:
    asked = line.request
    name = names.get(asked.option_id, "")
    refused = isinstance(quote, enrolments.EnrolmentsError)
    own, employers = (None, None) if refused else covers.parts(quote)
    return Line(
        option_id=asked.option_id,
        label=name if refused else quote.label,
        starts_on=asked.starts_on,
        others=tuple(each.name or each.key for each in asked.dependants),
        cover=asked.cover,
        guaranteed=None if refused else options.guaranteed(quote),
        own=own,
        employers=employers,
        own_now=covers.parts(now)[0] if now is not None else None,
        is_stale=not refused and bool(asked.quote_hash) and quote.hash != asked.quote_hash,
        is_sacrifice=not refused and quote.funding == SACRIFICE,
        refusal=options.why_not(quote, asked.option_id, name) if refused else "",
    )
