"""
What do the commands about somebody's employment have in common?
"""

import datetime as dt
from collections.abc import Callable, Iterable
from uuid import UUID

from django.db.models import QuerySet

from domain_kit.actor import Actor, Role
from domain_kit.idempotency import JsonValue
from enrolments_app import conf, models
from enrolments_app.data import EmployeeFacts, Enrolment
from enrolments_app.errors import EmployeeNotFound
from enrolments_app.queries.values import enrolment_value
from enrolments_app.rules.employee_ids import stored_id
from enrolments_app.services.once import once_answering


def once_for_hr(
    command: str,
    *,
    actor: Actor,
    idempotency_key: str,
    employer_id: UUID,
    request: dict[str, JsonValue],
    execute: Callable[[], tuple[Enrolment, ...]],
) -> tuple[Enrolment, ...]:
    """
    Execute once per key for HR or operator of the employer, and answer the enrolments it changed.

    Raises:
        TenantForbidden, RoleForbidden: unless HR or operator of the employer, or the system.
        IdempotencyConflict: if the key was used for something else.
    """
    actor.require_role(Role.HR, Role.OPERATOR)
    actor.require_employer(employer_id)
    return once_answering(
        command,
        actor=actor,
        idempotency_key=idempotency_key,
        request=request,
        execute=execute,
        encode=lambda made: [str(enrolment.id) for enrolment in made],
        decode=_read,
    )


def _read(stored: JsonValue) -> tuple[Enrolment, ...]:
    assert isinstance(stored, list)
    rows = models.Enrolment.objects.in_bulk([UUID(str(each)) for each in stored])
    return tuple(enrolment_value(rows[UUID(str(each))]) for each in stored)


def rows_of(employer_id: UUID, employee_id: int | str) -> QuerySet[models.Enrolment]:
    """
    All rows of an employee by an employer, locked in the order in which everybody locks.
    """
    return (
        models.Enrolment.objects.select_for_update(of=("self",))
        .filter(employer_id=employer_id, employee_id=stored_id(employee_id))
        .order_by("id")
    )


def in_order(changed: Iterable[Enrolment]) -> tuple[Enrolment, ...]:
    """
    By first day.
    """
    return tuple(sorted(changed, key=lambda enrolment: (enrolment.starts_on, enrolment.id)))


def known(employee_id: int | str, on: dt.date) -> EmployeeFacts | None:
    """
    What the directory says of somebody on a day; None if it has forgotten the person.
    """
    try:
        return conf.employee_directory.resolve().facts(employee_id=employee_id, on=on)
    except EmployeeNotFound:
        return None
