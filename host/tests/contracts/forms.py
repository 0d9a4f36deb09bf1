"""
In which form does the installed release have what a contract test asks for?

The host supports several releases of each wheel, and a rehearsal runs these tests on each.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from benefits_app import api as benefits
from domain_kit.actor import Actor
from domain_kit.money import Money
from domain_kit.periods import Period
from enrolments_app import api as enrolments

HAS_QUOTES = hasattr(benefits, "quote")
ENFORCES_WINDOWS = hasattr(enrolments, "WindowClosed")
MOVES_ENDS = hasattr(enrolments, "withdraw_end")
ENDS_WITH_EMPLOYMENT = hasattr(enrolments, "terminate_employment")
HAS_RATES = hasattr(benefits, "publish_rates")
# An ended cover is "ended" until enrolments 2.1 tells terminated from cancelled.
STOPPED = ("ended", "terminated")


def price(*, actor: Actor, option_id: UUID, on: dt.date) -> tuple[Money, Period]:
    """
    What an option costs the employee alone, per month, and its plan year.
    """
    if not HAS_QUOTES:
        told = benefits.get_price(actor=actor, option_id=option_id, on=on)
        return told.monthly, told.plan_year
    alone = (benefits.Person(key="", relationship="self"),)
    request = benefits.QuoteRequest(option_id=option_id, on=on, people=alone)
    quoted = benefits.quote(actor=actor, request=request)
    return quoted.total, quoted.plan_year


def open_window(*, actor: Actor, key: str, plan_year_id: UUID, today: dt.date) -> Any:
    """
    A window of a plan year that is open today, and for some weeks.
    """
    return benefits.open_window(
        actor=actor,
        idempotency_key=key,
        plan_year_id=plan_year_id,
        kind="annual",
        opens_on=today - dt.timedelta(days=7),
        closes_on=today + dt.timedelta(days=28),
    )
