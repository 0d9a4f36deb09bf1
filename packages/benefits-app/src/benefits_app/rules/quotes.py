"""
What is offered to a household: a price, who pays it, how long it holds, and its seal?
"""

import dataclasses
import datetime as dt
import hashlib
import json

from benefits_app.data import BillingMode, PricedOption, Quote, QuoteRequest
from benefits_app.errors import BenefitsError, NotOfferedOn
from benefits_app.rules.ages import age_changes
from benefits_app.rules.contributions import shares
from benefits_app.rules.cover import guaranteed, require_cover
from benefits_app.rules.pricing import breakdown
from benefits_app.rules.rates import needs_age
from benefits_app.rules.relationships import relationship_changes
from domain_kit.money import Money
from domain_kit.periods import Period


def quote(*, option: PricedOption, request: QuoteRequest) -> Quote:
    """
    The offer for a request; `option` has the rates of the day that is asked about.

    Raises:
        NotOfferedOn: if the day is outside the plan year.
        CoverNeeded, CoverNotOffered, CoverNotPriced, CurrencyMismatch: of the cover.
        ContributionBroken: if a reference option is missing.
        BenefitsError: whatever breakdown() refuses.
    """
    if not option.plan_year.contains(request.on):
        raise NotOfferedOn(option.option_id, request.on, str(option.plan_year))
    require_cover(
        option_id=option.option_id,
        basis=option.rates.basis,
        currency=option.rates.currency,
        terms=option.cover,
        cover=request.cover,
    )
    price = breakdown(option=option, request=request, on=request.on)
    parts = shares(
        total=price.total,
        tier=price.tier,
        funding=option.funding,
        scheme=option.scheme,
        references={
            other.option_id: breakdown(option=other, request=request, on=request.on).total
            for other in option.references
        },
    )
    return _sealed(
        Quote(
            option_id=option.option_id,
            benefit_id=option.benefit_id,
            plan_id=option.plan_id,
            plan_year_id=option.plan_year_id,
            employer_id=option.employer_id,
            benefit_name=option.benefit_name,
            option_name=option.option_name,
            plan_year=option.plan_year,
            on=request.on,
            tier=price.tier,
            lines=price.lines,
            total=price.total,
            employer=parts.employer,
            employee=parts.employee,
            funding=option.funding,
            rate_table_id=option.rates.table_id,
            cover=request.cover,
            guaranteed=guaranteed(option.cover, request.cover),
            valid_until=_valid_until(option, request),
            hash="",
            closed_to_new=option.closed_to_new_on is not None
            and option.closed_to_new_on <= request.on,
        )
    )


def _valid_until(option: PricedOption, request: QuoteRequest) -> dt.date | None:
    """
    The last day on which neither the rates nor anybody's age make it another price.
    """
    known: Period | None = option.plan_year
    for rates in (option.rates, *(other.rates for other in option.references)):
        known = known and known.intersection(rates.period)
    if known is None or known.end is None:
        return None
    # A plan that re-ages at a change only goes on with the ages of today.
    as_now = dataclasses.replace(request, priced_on=request.priced_on or request.on)
    price = _figures(option, as_now, request.on)
    after = Period(start=min(request.on + dt.timedelta(days=1), known.end), end=known.end)
    for day in sorted(_days_to_look_at(option, request, after)):
        try:
            changes = _figures(option, as_now, day) != price
        except BenefitsError:
            changes = True
        if changes:
            return day - dt.timedelta(days=1)
    return known.last


def _days_to_look_at(option: PricedOption, request: QuoteRequest, after: Period) -> set[dt.date]:
    days: set[dt.date] = set()
    for each in (option, *option.references):
        counts_ages = each.terms.billing_mode is BillingMode.LIST or needs_age(each.rates.bands)
        for person in request.people:
            days |= relationship_changes(person, each.relationships, after)
            if counts_ages and person.born_on is not None:
                policy = each.terms.age_policy
                days |= {*age_changes(born_on=person.born_on, days=after, policy=policy)}
    return days


def _figures(
    option: PricedOption, request: QuoteRequest, on: dt.date
) -> tuple[tuple[str, str, str, int], ...]:
    return tuple(
        (price.tier, line.key, line.relationship, line.amount.minor)
        for each in (option, *option.references)
        for price in [breakdown(option=each, request=request, on=on)]
        for line in price.lines
    )


def _sealed(offer: Quote) -> Quote:
    """
    With the SHA-256 of what somebody agrees to: for whom, from when, how much, who pays (C-11).

    Names, the rate table, who may have it and how long it holds may change without making the offer another one.
    """
    content = {
        "option": str(offer.option_id),
        "on": offer.on.isoformat(),
        "tier": offer.tier,
        "funding": offer.funding.value,
        "lines": [[line.key, line.relationship, _money(line.amount)] for line in offer.lines],
        "total": _money(offer.total),
        "employer": _money(offer.employer),
        "employee": _money(offer.employee),
        "cover": _money(offer.cover),
        "guaranteed": _money(offer.guaranteed),
    }
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return dataclasses.replace(offer, hash=hashlib.sha256(text.encode()).hexdigest())


def _money(amount: Money | None) -> list[int | str] | None:
    return None if amount is None else [amount.minor, amount.currency]
