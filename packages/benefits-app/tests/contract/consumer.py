"""
What a host writes against benefits_app.api: type-checked on two releases, never run.

`wheelwright compare` lets mypy judge it on the old release, where it must pass, and on the new one.
"""

import datetime as dt
from uuid import UUID

from benefits_app import api
from domain_kit.actor import Actor
from domain_kit.money import Money
from domain_kit.periods import Period

PRICE = Money(minor=6000, currency="GBP")


def define(actor: Actor, employer_id: UUID, period: Period) -> api.Offer:
    year: api.PlanYear = api.define_plan_year(
        actor=actor,
        idempotency_key="year",
        employer_id=employer_id,
        period=period,
        time_zone="Europe/London",
    )
    benefit: api.Benefit = api.define_benefit(
        actor=actor,
        idempotency_key="benefit",
        employer_id=employer_id,
        code="pmi",
        name="Private medical",
        category=api.Category.MEDICAL,
        funding=api.Funding.EMPLOYER_PAID,
    )
    option: api.Offer = api.define_option(
        actor=actor,
        idempotency_key="option",
        benefit_id=benefit.id,
        plan_year_id=year.id,
        code="standard",
        name="Standard",
        monthly_price=PRICE,
    )
    api.publish_plan_year(actor=actor, idempotency_key="publish", plan_year_id=year.id)
    return option


def price(actor: Actor, option_id: UUID, on: dt.date, born_on: dt.date) -> Money | None:
    me = api.Person(key="", relationship="self", born_on=born_on)
    request = api.QuoteRequest(option_id=option_id, on=on, people=(me,))
    try:
        quoted: api.Quote = api.quote(actor=actor, request=request)
    except (api.NoRateForAge, api.NotOfferedOn, api.BirthDateNeeded):
        return None
    except api.BenefitsError as refusal:
        raise SystemExit(refusal.code) from refusal
    parts = {line.key: line.amount for line in quoted.lines}
    return quoted.employee if quoted.total != quoted.employer else parts[""]


def prices(actor: Actor, option_ids: list[UUID], on: dt.date) -> dict[UUID, str]:
    requests = [api.QuoteRequest(option_id=option_id, on=on) for option_id in option_ids]
    answers = api.quote_many(actor=actor, requests=requests)
    return {
        asked.option_id: answer.hash if isinstance(answer, api.Quote) else answer.code
        for asked, answer in zip(requests, answers, strict=True)
    }


def may_have(actor: Actor, facts: api.EmployeeFacts, benefit_id: UUID, on: dt.date) -> list[str]:
    found = api.explain_eligibility(actor=actor, facts=facts, benefit_id=benefit_id, on=on)
    return [] if found.eligible else [reason.code for reason in found.reasons]


def renew(actor: Actor, plan_year_id: UUID, period: Period, option_id: UUID) -> list[UUID]:
    api.renew_plan_year(
        actor=actor,
        idempotency_key="renew",
        plan_year_id=plan_year_id,
        period=period,
        mapping=[api.OptionMapping(option_id=option_id, becomes=option_id)],
    )
    found = api.successors(actor=actor, plan_year_id=plan_year_id)
    return [each.successor_id for each in found if each.successor_id]


def rates(actor: Actor, option_id: UUID, on: dt.date, born_on: dt.date) -> Money:
    table: api.RateTable = api.publish_rates(
        actor=actor,
        idempotency_key="rates",
        option_id=option_id,
        starts_on=on,
        bands=[
            api.Band(age_from=0, age_to=59, monthly=PRICE),
            api.Band(age_from=60, age_to=120, monthly=PRICE),
        ],
        reason="renewal",
    )
    bands = {band.age_from: band.monthly for band in table.bands}
    return api.month_price(
        born_on=born_on,
        month=Period.month(on),
        plan_year=table.period,
        policy=api.AgePolicy.ON_BIRTHDAY,
        rate=lambda age: bands[60 if age >= 60 else 0],
    )


def windows(actor: Actor, employer_id: UUID, year_id: UUID, at: dt.datetime) -> list[str]:
    opened: api.Window = api.open_window(
        actor=actor,
        idempotency_key="open",
        plan_year_id=year_id,
        kind="annual",
        opens_on=at.date(),
        closes_on=at.date(),
    )
    longer = api.extend_window(
        actor=actor, idempotency_key="extend", window_id=opened.id, closes_on=at.date()
    )
    every = api.open_windows(actor=actor, employer_id=employer_id, at=at)
    return [window.kind for window in (longer, *every) if window.opens_at <= at < window.closes_at]


def shop(actor: Actor, employer_id: UUID, on: dt.date) -> dict[str, Money]:
    offers = api.list_offers(actor=actor, employer_id=employer_id, on=on)
    return {f"{each.benefit_name}, {each.option_name}": each.monthly_price for each in offers}


def reasons(actor: Actor, option_id: UUID) -> list[str]:
    return [table.reason for table in api.list_rates(actor=actor, option_id=option_id)]


def retire(actor: Actor, benefit_id: UUID) -> bool:
    return api.retire_benefit(actor=actor, idempotency_key="end", benefit_id=benefit_id).retired
