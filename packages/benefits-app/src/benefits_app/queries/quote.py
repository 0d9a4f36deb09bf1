"""
What do these people pay for these options from these days on?
"""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from benefits_app.data import PlanStatus, PricedOption, Quote, QuoteRequest
from benefits_app.errors import (
    BenefitsError,
    CoverNotOffered,
    NoRatesOn,
    OptionNotFound,
    PlanNotPublished,
)
from benefits_app.queries.at_once import option_at_once, priced_at_once, refers
from benefits_app.queries.priced import Catalogue, load_catalogue
from benefits_app.rules import quotes
from domain_kit.actor import Actor
from domain_kit.money import CurrencyMismatch


def quote(*, actor: Actor, request: QuoteRequest) -> Quote:
    """
    The monthly price of an option for people from a day on, member by member, and who pays it.

    By the rates in force on that day. The same offer has the same `hash` (C-11), so whoever
    keeps it can tell whether it still stands.

    Raises:
        OptionNotFound: if the actor can see no such option.
        PlanNotPublished: if nobody can choose it.
        NotOfferedOn: if the day is outside its plan year.
        NoRatesOn: if it has no rates on that day.
        BirthDateNeeded: if the price depends on a birth date that was not given.
        MemberNotCoverable, MemberNotBorn, MembersOutOfLimits, HouseholdBroken: if the plan does
            not cover somebody, or so many.
        NoTier, TierAmbiguous: if not exactly one tier fits the household.
        CoverNeeded, CoverNotOffered, CoverNotPriced: of an amount of cover.
        NoRateForAge, NoRateForGroup: if the rates have a hole.
        ContributionBroken: if a reference option cannot be priced.
    """
    return priced_quote(offered_option(actor, request.option_id, request.on), request)


def offered_option(actor: Actor, option_id: UUID, on: dt.date) -> PricedOption:
    """
    A published option by the rates in force on a day: one statement, unless it refers to others.

    Raises:
        OptionNotFound: if the actor can see no such option.
        PlanNotPublished: if nobody can choose it.
    """
    row = option_at_once(actor, option_id, on)
    if row.plan.status != PlanStatus.PUBLISHED:
        raise PlanNotPublished(option_id, row.plan.status)
    if row.table is None:
        raise NoRatesOn(option_id, on)
    if refers(row):
        return load_catalogue(actor, [option_id]).on(option_id, on)
    return priced_at_once(row)


def quote_many(
    *, actor: Actor, requests: Sequence[QuoteRequest]
) -> tuple[Quote | BenefitsError, ...]:
    """
    The quote of each request, or the refusal that quote() would raise, in their order.

    The number of statements does not depend on how many there are.
    """
    catalogue = load_catalogue(actor, {request.option_id for request in requests})
    priced: dict[tuple[UUID, dt.date], PricedOption] = {}
    return tuple(_answer(catalogue, priced, request) for request in requests)


def _answer(
    catalogue: Catalogue,
    priced: dict[tuple[UUID, dt.date], PricedOption],
    request: QuoteRequest,
) -> Quote | BenefitsError:
    row = catalogue.rows.get(request.option_id)
    if row is None:
        return OptionNotFound(request.option_id)
    if row.plan.status != PlanStatus.PUBLISHED:
        return PlanNotPublished(request.option_id, row.plan.status)
    place = (request.option_id, request.on)
    try:
        if place not in priced:
            priced[place] = catalogue.on(*place)
        return priced_quote(priced[place], request)
    except BenefitsError as refusal:
        return refusal


def priced_quote(option: PricedOption, request: QuoteRequest) -> Quote:
    """
    The quote of an option whose rates are known.

    Raises:
        BenefitsError: as quote(); a cover in another currency is a CoverNotOffered.
    """
    try:
        return quotes.quote(option=option, request=request)
    except CurrencyMismatch as exc:
        if request.cover is None:
            raise
        cover = option.cover
        raise CoverNotOffered(
            option.option_id, request.cover, cover.minimum, cover.maximum, cover.step
        ) from exc
