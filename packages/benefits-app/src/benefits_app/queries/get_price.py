"""
What does an option cost the employee alone on a day?
"""

import dataclasses
import datetime as dt
from uuid import UUID

from benefits_app.data import (
    SELF,
    AgePolicy,
    Person,
    PlanStatus,
    Price,
    PricedOption,
    QuoteRequest,
)
from benefits_app.errors import NotOfferedOn, OptionNotFound, PlanNotPublished
from benefits_app.queries.priced import load_catalogue
from benefits_app.rules.quotes import quote
from domain_kit.actor import Actor


def get_price(
    *,
    actor: Actor,
    option_id: UUID,
    on: dt.date,
    age: int | None = None,
    born_on: dt.date | None = None,
) -> Price:
    """
    The monthly price of an option on a day of its plan year, by the rates in force on that day.

    For somebody of an age, or born on a day and aged as the plan says; without either, if every
    age costs the same. An option that has no rate table costs its flat price.

    Raises:
        OptionNotFound: if the actor can see no such option.
        PlanNotPublished: if nobody can choose it.
        NotOfferedOn: if the day is outside its plan year.
        BirthDateNeeded: if the price depends on an age that was not given.
        NoRateForAge: if the rates do not cover the age.
        MembersOutOfLimits, NoTier, MemberNotCoverable: if the plan takes no employee alone.
        CoverNeeded: if it depends on an amount of cover.
    """
    catalogue = load_catalogue(actor, [option_id])
    row = catalogue.rows.get(option_id)
    if row is None:
        raise OptionNotFound(option_id)
    if row.plan.status != PlanStatus.PUBLISHED:
        raise PlanNotPublished(option_id, row.plan.status)
    option = catalogue.on(option_id, on)
    if not option.plan_year.contains(on):
        raise NotOfferedOn(option_id, on, str(option.plan_year))
    if age is not None:
        option, born_on = _of_age(option), _birthday(on, age)
    me = Person(key="", relationship=SELF, born_on=born_on)
    offered = quote(option=option, request=QuoteRequest(option_id=option_id, on=on, people=(me,)))
    return Price(
        option_id=option_id,
        benefit_id=option.benefit_id,
        plan_id=option.plan_id,
        employer_id=option.employer_id,
        benefit_name=option.benefit_name,
        option_name=option.option_name,
        plan_year=option.plan_year,
        monthly=offered.total,
        on=on,
    )


def _of_age(option: PricedOption) -> PricedOption:
    """
    The option with the age of the day itself, whatever the plan's policy.
    """
    terms = dataclasses.replace(option.terms, age_policy=AgePolicy.ON_BIRTHDAY)
    return dataclasses.replace(option, terms=terms)


def _birthday(on: dt.date, age: int) -> dt.date:
    """
    A birth date of somebody who is of this age on a day; the 28th for a 29 February.
    """
    return dt.date(max(1, on.year - age), on.month, min(on.day, 28) if on.month == 2 else on.day)
