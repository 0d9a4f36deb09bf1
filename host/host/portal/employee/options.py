"""
What may I choose from a day on, for whom, and at which price for me?
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from benefits_app import api as benefits
from domain_kit.money import Money
from domain_kit.periods import Period
from enrolments_app import api as enrolments
from host.adapters import offered
from host.adapters.catalogue import HostCatalogue
from host.portal.employee import covers, waived
from host.portal.employee.person import Me, facts_on

# Of these the sum insured is chosen, and has its price.
SUMS_INSURED = frozenset({"life", "income_protection"})


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """
    The first day, who is covered beside me, and the sum insured in major units, if one is chosen.
    """

    on: dt.date
    others: tuple[Any, ...] = ()
    sum_insured: Decimal | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """
    One option at my price of a month; `more` is what I would pay more than now. Without a price,
    `refusal` says why. `is_mine`: I have it on that day already.
    """

    id: UUID
    name: str
    monthly: Money | None
    own: Money | None
    employers: Money | None
    more: Money | None
    refusal: str
    quote_hash: str
    guaranteed: Money | None
    is_mine: bool

    @property
    def less(self) -> Money | None:
        """
        What I would pay less than now.
        """
        return None if self.more is None else -self.more


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Benefit:
    """
    A benefit with its options side by side. `now` is my cover by it on the first day, `reasons` why
    I may not have it, `waiver` that I said no to it.
    """

    id: UUID
    name: str
    category: str
    funding: str
    plan_year_id: UUID
    plan_year: Period
    options: tuple[Option, ...]
    now: Any
    waiver: Any
    reasons: tuple[str, ...]


def offers(person: Me, on: dt.date) -> tuple[Any, ...]:
    """
    What my employer offers on a day, whoever may have it.
    """
    found = benefits.list_offers(actor=person.actor, employer_id=person.employer_id, on=on)
    return tuple(found)


def compared(person: Me, wish: Wish, *, all_of_mine: Iterable[Any]) -> tuple[Benefit, ...]:
    """
    Every benefit that is offered on the first day, by name, those I may have before the others.
    """
    offered_then = offers(person, wish.on)
    quotes = dict(
        zip(
            (each.option_id for each in offered_then),
            _quotes(person, wish, offered_then),
            strict=True,
        )
    )
    mine = [each for each in all_of_mine if each.coverage and each.coverage.contains(wish.on)]
    no = waived.on(person, wish.on)
    reasons = _reasons(person, wish.on, {each.benefit_id for each in offered_then})
    found = []
    for benefit_id in dict.fromkeys(each.benefit_id for each in offered_then):
        theirs = [each for each in offered_then if each.benefit_id == benefit_id]
        now = next((each for each in mine if each.benefit_id == benefit_id), None)
        first = theirs[0]
        found.append(
            Benefit(
                id=benefit_id,
                name=first.benefit_name,
                category=str(first.category),
                funding=str(first.funding),
                plan_year_id=first.plan_year_id,
                plan_year=first.plan_year,
                options=tuple(_option(each, quotes[each.option_id], now, wish) for each in theirs),
                now=now,
                waiver=no.get(benefit_id),
                reasons=reasons.get(benefit_id, ()),
            )
        )
    return tuple(sorted(found, key=lambda each: (bool(each.reasons), each.name)))


def names(person: Me) -> dict[UUID, str]:
    """
    What my employer's benefits are called.
    """
    if not hasattr(benefits, "list_benefits"):
        return {}
    found = benefits.list_benefits(actor=person.actor, employer_id=person.employer_id)
    return {each.id: each.name for each in found}


def people(person: Me, others: Sequence[Any]) -> tuple[Any, ...]:
    """
    Me and others, as a price is asked for.
    """
    return (
        enrolments.Person(key="", relationship="self", born_on=person.born_on),
        *(
            enrolments.Person(
                key=each.key,
                relationship=each.relationship,
                born_on=each.born_on,
                name=each.name,
                disabled=each.disabled,
            )
            for each in others
        ),
    )


def _quotes(person: Me, wish: Wish, asked: Sequence[Any]) -> Sequence[Any]:
    covered = people(person, wish.others)
    requests = [
        enrolments.QuoteRequest(
            option_id=each.option_id, on=wish.on, people=covered, cover=cover_by(each, wish)
        )
        for each in asked
    ]
    return HostCatalogue().quote_many(actor=person.actor, requests=requests)


def cover_by(offer: Any, wish: Wish) -> Money | None:
    """
    The sum insured that was wished for, in the currency of an offer that has one.
    """
    if wish.sum_insured is None or str(offer.category) not in SUMS_INSURED:
        return None
    return Money.rounded(wish.sum_insured, offer.monthly_price.currency)


def why_not(refusal: Exception, option_id: UUID, name: str) -> str:
    """
    A refusal of one option, which its reader knows by name.
    """
    reason = getattr(refusal, "reason", None)
    sentence = reason if isinstance(reason, str) else str(refusal)
    return sentence.replace(f"Option {option_id}", name).replace(str(option_id), name)


def _option(offer: Any, quote: Any, now: Any, wish: Wish) -> Option:
    refused = isinstance(quote, enrolments.EnrolmentsError)
    own, employers = (None, None) if refused else covers.parts(quote)
    before = covers.parts(now)[0] if now is not None else None
    comparable = own is not None and before is not None and own.currency == before.currency
    return Option(
        id=offer.option_id,
        name=offer.option_name,
        monthly=None if refused else quote.monthly,
        own=own,
        employers=employers,
        more=own - before if comparable else None,
        refusal=_refusal(offer, quote, wish) if refused else "",
        quote_hash="" if refused else quote.hash,
        guaranteed=None if refused else guaranteed(quote),
        is_mine=now is not None and now.option_id == offer.option_id,
    )


def _refusal(offer: Any, refusal: Exception, wish: Wish) -> str:
    if str(offer.category) in SUMS_INSURED and wish.sum_insured is None:
        return _("Write a sum insured above, and you see its price.")
    return why_not(refusal, offer.option_id, offer.option_name)


def guaranteed(quote: Any) -> Money | None:
    """
    The sum insured without evidence, where less than what was asked for.
    """
    if quote.cover is None or quote.guaranteed is None or quote.guaranteed >= quote.cover:
        return None
    guaranteed: Money = quote.guaranteed
    return guaranteed


def _reasons(person: Me, on: dt.date, asked: set[UUID]) -> dict[UUID, tuple[str, ...]]:
    """
    Why I may not have some of the benefits.
    """
    if not hasattr(benefits, "explain_eligibility"):
        return {}
    known = facts_on(person, on)
    mine = benefits.list_offers(
        actor=person.actor,
        employer_id=person.employer_id,
        on=on,
        facts=offered.facts_of(known),
    )
    return {
        each: tuple(
            offered.eligibility(actor=person.actor, facts=known, benefit_id=each, on=on).reasons
        )
        for each in asked - {offer.benefit_id for offer in mine}
    }
