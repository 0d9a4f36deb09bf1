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
    quotes = _quotes(person, asked)
    mine = covers.mine(person)
    names = _names_of_refused(person, asked, quotes)
    return tuple(
        _line(line, quote, _now(person, mine, quote), names)
        for line, quote in zip(batch.lines, quotes, strict=True)
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


def put(
    person: Me,
    *,
    idempotency_key: str,
    option_id: UUID,
    quote_hash: str,
    wish: options.Wish,
    window_id: UUID | None,
    claim_id: UUID | None,
) -> Any:
    """
    Put a choice into the basket of its window or life event; another choice of the same benefit
    leaves it.
    """
    chosen = enrolments.ElectionRequest(
        employee_id=str(person.id),
        option_id=option_id,
        starts_on=wish.on,
        dependants=tuple(_dependant(each) for each in wish.others),
        cover=_cover(person, option_id, wish),
        quote_hash=quote_hash,
    )
    by = {"window_id": window_id, "claim_id": claim_id}
    waiting = [
        each for each in drafts(person) if (each.window_id, each.claim_id) == (*by.values(),)
    ]
    if not waiting:
        return enrolments.save_draft(
            actor=person.actor,
            idempotency_key=idempotency_key,
            employee_id=str(person.id),
            lines=[chosen],
            **by,
        )
    batch = waiting[0]
    if any(each.request == chosen for each in batch.lines):  # a second click
        return batch
    return enrolments.revise_draft(
        actor=person.actor,
        idempotency_key=idempotency_key,
        batch_id=batch.id,
        lines=[*_others(person, batch, chosen), chosen],
        **by,
    )


def _cover(person: Me, option_id: UUID, wish: options.Wish) -> Money | None:
    if wish.sum_insured is None:
        return None
    offers = options.offers(person, wish.on)
    return next(
        (options.cover_by(each, wish) for each in offers if each.option_id == option_id), None
    )


def at_new_prices(person: Me, batch: Any) -> list[Any]:
    """
    The lines of a basket, each as if it was shown at the price of now.
    """
    asked = [each.request for each in batch.lines]
    return [
        dataclasses.replace(each, quote_hash=getattr(quote, "hash", each.quote_hash))
        for each, quote in zip(asked, _quotes(person, asked), strict=True)
    ]


def _others(person: Me, batch: Any, chosen: Any) -> list[Any]:
    """
    The lines that stay: those of other benefits. What has no price any more cannot stay.
    """
    asked = [each.request for each in batch.lines]
    *before, new = _quotes(person, [*asked, chosen])
    return [
        each
        for each, quote in zip(asked, before, strict=True)
        if each.option_id != chosen.option_id
        and getattr(quote, "benefit_id", None) != getattr(new, "benefit_id", "")
    ]


def _quotes(person: Me, asked: Sequence[Any]) -> Sequence[Any]:
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


def _names_of_refused(person: Me, asked: Sequence[Any], quotes: Sequence[Any]) -> dict[UUID, str]:
    """
    What options are called that have no price, as far as they are on offer.
    """
    days = {
        each.starts_on
        for each, quote in zip(asked, quotes, strict=True)
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


def _dependant(person: Any) -> Any:
    return enrolments.Dependant(
        key=person.key,
        name=person.name,
        relationship=person.relationship,
        born_on=person.born_on,
        disabled=person.disabled,
    )
