"""
Give an employee a benefit from a day on.
"""

import datetime as dt
import hashlib
from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from domain_kit.actor import Actor, Role
from domain_kit.periods import Period
from enrolments_app import conf, models
from enrolments_app.data import ChangeKind, Dependant, Enrolment, EnrolmentStatus, Quote
from enrolments_app.errors import NotEmployed, NotOffered, OverlappingCoverage
from enrolments_app.queries.values import enrolment_value
from enrolments_app.rules.coverage import first_overlap, require_available
from enrolments_app.services.add_members import add_members
from enrolments_app.services.once import once
from enrolments_app.services.record_change import record_change


def enrol(
    *,
    actor: Actor,
    idempotency_key: str,
    employee_id: int,
    option_id: UUID,
    starts_on: dt.date,
    dependants: Sequence[Dependant] = (),
) -> Enrolment:
    """
    Enrol an employee, at the price the catalogue quotes for the first day.

    Raises:
        OverlappingCoverage: if the employee has this benefit on some of these days.
        NotOffered: if the option cannot be chosen on that day.
        NotEmployed, EmployeeNotFound: if the person is not the employer's on that day.
        NotPermitted: unless HR, operator, or the employee itself.
        IdempotencyConflict: if the key was used for something else.
    """
    actor.require_role(Role.EMPLOYEE, Role.HR, Role.OPERATOR)
    actor.require_employee(employee_id)
    # Asked before the transaction opens: a slow neighbour must not hold our locks.
    facts = conf.employee_directory.resolve().facts(employee_id=employee_id, on=starts_on)
    actor.require_employer(facts.employer_id)
    if not facts.employed.contains(starts_on):
        raise NotEmployed(employee_id, starts_on, str(facts.employed))
    quote = conf.benefit_catalogue.resolve().quote(actor=actor, option_id=option_id, on=starts_on)
    if quote.employer_id != facts.employer_id:
        raise NotOffered(option_id, starts_on, "it is another employer's. Choose one of your own.")
    require_available(quote, starts_on)

    enrolment_id = once(
        "enrol",
        employer_id=facts.employer_id,
        idempotency_key=idempotency_key,
        request={
            "employee": employee_id,
            "option": str(option_id),
            "starts_on": str(starts_on),
            "dependants": [_stored(dependant) for dependant in dependants],
        },
        execute=lambda: _enrol(actor, employee_id, quote, starts_on, dependants),
    )
    return enrolment_value(models.Enrolment.objects.get(pk=enrolment_id))


def _enrol(
    actor: Actor,
    employee_id: int,
    quote: Quote,
    starts_on: dt.date,
    dependants: Sequence[Dependant],
) -> UUID:
    _lock(employee_id, quote.benefit_id)
    rows = models.Enrolment.objects.filter(employee_id=employee_id, benefit_id=quote.benefit_id)
    wanted = Period(start=starts_on, end=None)
    existing = first_overlap(wanted, map(enrolment_value, rows))
    if existing:
        raise OverlappingCoverage(employee_id, quote.benefit_id, existing.id)
    enrolment = models.Enrolment.objects.create(
        employer_id=quote.employer_id,
        employee_id=employee_id,
        benefit_id=quote.benefit_id,
        plan_id=quote.plan_id,
        option_id=quote.option_id,
        label=quote.label,
        starts_on=starts_on,
        status=EnrolmentStatus.ACTIVE,
        monthly_price=quote.monthly.amount,
        currency=quote.monthly.currency,
        dependants=[_stored(dependant) for dependant in dependants],
    )
    add_members(enrolment)
    record_change(
        enrolment,
        ChangeKind.INITIAL,
        actor=actor,
        before=None,
        effective_on=starts_on,
        reason="enrolled",
    )
    return enrolment.id


def _lock(employee_id: int, benefit_id: UUID) -> None:
    """
    Decide enrolments of one employee in one benefit one after the other (docs/adr/0009).

    Without it two transactions would both see no overlap. A row lock would need a row that both
    can see, and the first enrolment has none.
    """
    digest = hashlib.sha256(f"enrolments:{employee_id}:{benefit_id}".encode()).digest()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(digest[:8], "big", signed=True)]
        )


def _stored(dependant: Dependant) -> dict[str, str | None]:
    return {
        "key": dependant.key,
        "name": dependant.name,
        "relationship": dependant.relationship,
        "born_on": dependant.born_on.isoformat() if dependant.born_on else None,
    }
