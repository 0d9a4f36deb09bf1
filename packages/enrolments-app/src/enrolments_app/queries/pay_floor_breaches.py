"""
Whose salary sacrifices leave less than the least pay on a day?
"""

import datetime as dt
from uuid import UUID

from domain_kit.actor import Actor, Role
from enrolments_app import conf
from enrolments_app.data.pay_floor import PayFloorBreach
from enrolments_app.queries.sacrifices import sacrifices_on
from enrolments_app.rules.pay_floor import room


def pay_floor_breaches(
    *, actor: Actor, employer_id: UUID, on: dt.date
) -> tuple[PayFloorBreach, ...]:
    """
    The breaches of an employer's people, by employee: for HR to settle, since no cover is dropped.

    They come about when the floor rises or pay falls. Nobody is named whose pay the directory
    does not know, and nobody at all without ENROLMENTS_PAY_FLOOR.

    Raises:
        TenantForbidden: unless the actor acts for the employer.
        NotPermitted: unless HR or operator.
    """
    actor.require_role(Role.HR, Role.OPERATOR)
    actor.require_employer(employer_id)
    port = conf.pay_floor()
    if port is None:
        return ()
    sacrifices = sacrifices_on(employer_id=employer_id, on=on)
    people = conf.employee_directory.resolve().facts_many(
        employer_id=employer_id, employee_ids=tuple(sacrifices), on=on
    )
    breaches = []
    for employee_id, facts in sorted(people.items()):
        if facts.annual_salary is None:
            continue
        floor = port.floor(facts=facts, on=on)
        found = room(annual=facts.annual_salary, floor=floor, sacrifices=sacrifices[employee_id])
        if found.breached:
            breaches.append(
                PayFloorBreach(
                    employee_id=employee_id,
                    on=on,
                    floor=floor,
                    headroom=found.headroom,
                    sacrificed=found.sacrificed,
                    shortfall=found.shortfall,
                )
            )
    return tuple(breaches)
