"""
How does a quote of benefits become one of enrolments, and its refusal a refusal?
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from benefits_app import api as benefits
from domain_kit.money import Money
from enrolments_app import api as enrolments
from host.adapters.fitting import fitting


def request(
    *,
    option_id: UUID,
    on: dt.date,
    people: Sequence[Any],
    cover: Money | None = None,
    priced_on: dt.date | None = None,
) -> Any:
    """
    What benefits is asked. A release of enrolments before 2.0 names no people: then it is the
    employee alone, whose birth date it does not tell.
    """
    asked = [
        benefits.Person(
            key=person.key,
            relationship=person.relationship,
            born_on=person.born_on,
            disabled=person.disabled,
        )
        for person in people
    ]
    return benefits.QuoteRequest(
        option_id=option_id,
        on=on,
        people=tuple(asked) or (benefits.Person(key="", relationship="self"),),
        cover=cover,
        priced_on=priced_on,
    )


def same_request(asked: Any) -> Any:
    """
    A request of enrolments in the words of benefits.
    """
    return request(
        option_id=asked.option_id,
        on=asked.on,
        people=asked.people,
        cover=asked.cover,
        priced_on=asked.priced_on,
    )


def value(quoted: Any) -> enrolments.Quote:
    """
    A quote of benefits in the words of enrolments.
    """
    lines = ()
    if hasattr(enrolments, "QuoteLine"):
        lines = tuple(
            enrolments.QuoteLine(key=line.key, amount=line.amount) for line in quoted.lines
        )
    return fitting(
        enrolments.Quote,
        option_id=quoted.option_id,
        benefit_id=quoted.benefit_id,
        plan_id=quoted.plan_id,
        plan_year_id=quoted.plan_year_id,
        employer_id=quoted.employer_id,
        monthly=quoted.total,
        available=quoted.plan_year,
        label=f"{quoted.benefit_name}, {quoted.option_name}",
        lines=lines,
        employer_part=quoted.employer,
        employee_part=quoted.employee,
        funding=str(quoted.funding),
        tier=quoted.tier,
        cover=quoted.cover,
        guaranteed=quoted.guaranteed,
        valid_until=quoted.valid_until,
        hash=quoted.hash,
        closed_to_new=getattr(quoted, "closed_to_new", False),
    )


def refusal(
    exc: benefits.BenefitsError, option_id: UUID, on: dt.date, people: Sequence[Any] = ()
) -> enrolments.EnrolmentsError:
    """
    Why there is no quote: somebody whom the option does not cover, or the option itself.
    """
    key = getattr(exc, "key", None)
    place = next((n for n, person in enumerate(people) if person.key == key), None)
    # The employee comes first and has no key; for that one there is simply no price.
    if place and hasattr(enrolments, "MemberNotCoverable"):
        return enrolments.MemberNotCoverable(f"dependants.{place - 1}", key, str(exc))
    return enrolments.NotOffered(option_id, on, str(exc))
