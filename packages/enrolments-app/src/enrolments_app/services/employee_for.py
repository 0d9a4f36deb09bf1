"""
Whom may an actor act for?
"""

import datetime as dt

from domain_kit.actor import Actor, Role
from domain_kit.clock import now
from enrolments_app.data import EmployeeFacts
from enrolments_app.services.ask import facts_of
from enrolments_app.services.permission import DECIDERS

OFFICE = (Role.HR, Role.OPERATOR)


def employee_for(
    actor: Actor, employee_id: str | int, *, on: dt.date | None = None, hr_only: bool = False
) -> EmployeeFacts:
    """
    What the directory says of an employee of the actor's; `on` None is today.

    Raises:
        EmployeeNotFound: if there is nobody, or somebody of another employer.
        NotPermitted: unless HR, operator, or the employee itself where that is enough.
    """
    actor.require_role(*(OFFICE if hr_only else DECIDERS))
    actor.require_employee(employee_id)
    return facts_of(actor=actor, employee_id=employee_id, on=on or now().date())
