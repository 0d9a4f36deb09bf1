"""
What does benefits say of windows, eligibility, life events and next year's options, for enrolments?
"""

import datetime as dt
from typing import Any
from uuid import UUID

from benefits_app import api as benefits
from domain_kit.actor import Actor
from enrolments_app import api as enrolments
from host.adapters.fitting import fitting


def windows(*, actor: Actor, employer_id: UUID, at: dt.datetime) -> tuple[Any, ...]:
    """
    The windows that are open at an instant.
    """
    return tuple(
        fitting(
            enrolments.Window,
            id=window.id,
            plan_year_id=window.plan_year_id,
            kind=window.kind,
            opens_at=window.opens_at,
            closes_at=window.closes_at,
        )
        for window in benefits.open_windows(actor=actor, employer_id=employer_id, at=at)
    )


def eligibility(*, actor: Actor, facts: Any, benefit_id: UUID, on: dt.date) -> Any:
    """
    The verdict of the benefit's rules; before benefits 2.1 there are none, and all may have it.
    """
    if not hasattr(benefits, "explain_eligibility"):
        return fitting(enrolments.Eligibility, eligible=True, first_day=on, reasons=())
    verdict = benefits.explain_eligibility(
        actor=actor, facts=facts_of(facts), benefit_id=benefit_id, on=on
    )
    return fitting(
        enrolments.Eligibility,
        eligible=verdict.eligible,
        first_day=verdict.first_day,
        # Parts of a sentence there, sentences here.
        reasons=tuple(str(reason).removesuffix(".") for reason in verdict.reasons),
    )


def facts_of(facts: Any) -> Any:
    """
    What enrolments knows of an employee, in the words of benefits.
    """
    return fitting(
        benefits.EmployeeFacts,
        employee_id=str(facts.employee_id),
        employer_id=facts.employer_id,
        hired_on=facts.employed.start,
        born_on=facts.born_on,
        location=facts.location,
        grade=facts.grade,
        fte=facts.fte,
        annual_salary=facts.annual_salary,
        employed=tuple(facts.employments) or (facts.employed,),
    )


def life_event(
    *, actor: Actor, employer_id: UUID, kind: str, event_on: dt.date, reported_on: dt.date
) -> Any:
    """
    What an event of life permits.

    Raises:
        LifeEventNotAllowed: with the reason benefits gave.
    """
    if not hasattr(benefits, "resolve_life_event"):
        raise enrolments.LifeEventNotAllowed(
            kind, event_on, "the installed benefits-app knows no life events. Install 2.1 or newer."
        )
    try:
        terms = benefits.resolve_life_event(
            actor=actor,
            employer_id=employer_id,
            kind=kind,
            event_on=event_on,
            reported_on=reported_on,
        )
    except benefits.BenefitsError as exc:
        raise enrolments.LifeEventNotAllowed(kind, event_on, str(exc)) from exc
    names = ("code", "name", "reported_by", "allowed_from", "effective_on", "permitted")
    names += ("evidence_required", "self_service")
    return fitting(enrolments.LifeEventTerms, **{name: getattr(terms, name) for name in names})


def successors(*, actor: Actor, plan_year_id: UUID) -> tuple[Any, ...]:
    """
    What became of each option; before benefits 2.3 no year is renewed from another.
    """
    if not hasattr(benefits, "successors"):
        return ()
    return tuple(
        enrolments.Successor(option_id=each.option_id, successor_id=each.successor_id)
        for each in benefits.successors(actor=actor, plan_year_id=plan_year_id)
    )
