"""
What do the ports say of an employee and an option, to this actor?
"""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from domain_kit.actor import Actor
from domain_kit.money import Money
from enrolments_app import conf, models
from enrolments_app.data import EmployeeFacts, Person, Quote
from enrolments_app.errors import EmployeeNotFound, NotEligible


def facts_of(*, actor: Actor, employee_id: int | str, on: dt.date) -> EmployeeFacts:
    """
    What is known of an employee on a day.

    Raises:
        EmployeeNotFound: if the actor's employers have no such person; another employer's people
            are unknown like nobody's.
    """
    facts = conf.employee_directory.resolve().facts(employee_id=employee_id, on=on)
    if not actor.may_see(facts.employer_id):
        raise EmployeeNotFound(employee_id)
    return facts


def facts_of_cover(row: models.Enrolment) -> EmployeeFacts | None:
    """
    What is known of the covered employee on the first day; None if the directory has forgotten the
    person, or knows it as another employer's.
    """
    try:
        facts = conf.employee_directory.resolve().facts(
            employee_id=row.employee_id, on=row.coverage.lower
        )
    except EmployeeNotFound:
        return None
    return facts if facts.employer_id == row.employer_id else None


def quote_for(
    *,
    actor: Actor,
    option_id: UUID,
    on: dt.date,
    people: Sequence[Person],
    cover: Money | None = None,
) -> Quote:
    """
    What the catalogue asks for an option from a day on.

    Raises:
        NotOffered, MemberNotCoverable: as the catalogue says.
    """
    return conf.benefit_catalogue.resolve().quote(
        actor=actor, option_id=option_id, on=on, people=people, cover=cover
    )


def require_eligible(*, actor: Actor, facts: EmployeeFacts, benefit_id: UUID, on: dt.date) -> None:
    """
    Raises:
        NotEligible: with every reason the catalogue names, for cover that is new.
    """
    verdict = conf.benefit_catalogue.resolve().eligibility(
        actor=actor, facts=facts, benefit_id=benefit_id, on=on
    )
    if not verdict.eligible:
        raise NotEligible(facts.employee_id, benefit_id, tuple(verdict.reasons))
