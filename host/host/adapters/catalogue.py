"""
Port of enrolments: what does an option cost? Answered by benefits.
"""

import datetime as dt
from uuid import UUID

from benefits_app import api as benefits
from domain_kit.actor import Actor
from enrolments_app import api as enrolments


class HostCatalogue:
    """
    ENROLMENTS_BENEFIT_CATALOGUE.
    """

    def quote(self, *, actor: Actor, option_id: UUID, on: dt.date) -> enrolments.Quote:
        """
        Raises:
            NotOffered: with the reason benefits gave.
        """
        try:
            price = benefits.get_price(actor=actor, option_id=option_id, on=on)
        except benefits.BenefitsError as exc:
            raise enrolments.NotOffered(option_id, on, str(exc)) from exc
        return enrolments.Quote(
            option_id=option_id,
            benefit_id=price.benefit_id,
            plan_id=price.plan_id,
            employer_id=price.employer_id,
            monthly=price.monthly,
            available=price.plan_year,
            label=f"{price.benefit_name}, {price.option_name}",
        )
