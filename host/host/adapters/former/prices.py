"""
What does an option cost, in the words of a benefits release before 2.2, which has no quotes?
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from benefits_app import api as benefits
from domain_kit.actor import Actor
from domain_kit.ages import age_on
from enrolments_app import api as enrolments
from host.adapters.fitting import fitting, has


def quote(*, actor: Actor, option_id: UUID, on: dt.date, people: Sequence[Any]) -> enrolments.Quote:
    """
    The price for the first of the people; without a birth date it is the flat one.

    Raises:
        BenefitsError: as benefits refuses.
    """
    born_on = people[0].born_on if people else None
    price = benefits.get_price(actor=actor, option_id=option_id, on=on, **_age(born_on, on))
    return fitting(
        enrolments.Quote,
        option_id=option_id,
        benefit_id=price.benefit_id,
        plan_id=price.plan_id,
        plan_year_id=_plan_year(actor, price.employer_id, option_id, on),
        employer_id=price.employer_id,
        monthly=price.monthly,
        available=price.plan_year,
        label=f"{price.benefit_name}, {price.option_name}",
    )


def _age(born_on: dt.date | None, on: dt.date) -> dict[str, int]:
    """
    The age, for a release that has rates by age and somebody whose age is known.
    """
    if born_on is None or not hasattr(benefits, "publish_rates"):
        return {}
    return {"age": age_on(born_on=born_on, on=on)}


def _plan_year(actor: Actor, employer_id: UUID, option_id: UUID, on: dt.date) -> UUID | None:
    """
    The plan year of the option: a price does not tell it, an offer does.
    """
    if not has(enrolments.Quote, "plan_year_id"):
        return None
    offers = benefits.list_offers(actor=actor, employer_id=employer_id, on=on)
    return next((o.plan_year_id for o in offers if o.option_id == option_id), None)
