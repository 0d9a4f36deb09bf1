"""
Whose salary sacrifices leave less than the least pay on a day?
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import batched, islice
from uuid import UUID

from domain_kit.actor import Actor, Role
from domain_kit.money import Money
from enrolments_app import conf
from enrolments_app.data.pay_floor import PayFloorBreach
from enrolments_app.ports import PayFloor
from enrolments_app.queries.sacrifices import sacrifices_on
from enrolments_app.rules.pay_floor import room

ASKED_AT_ONCE = 500


def pay_floor_breaches(
    *, actor: Actor, employer_id: UUID, on: dt.date, after: str | None = None, limit: int = 50
) -> tuple[PayFloorBreach, ...]:
    """
    The breaches of an employer's people, by employee id, at most `limit` after one: for HR to
    settle, since no cover is dropped (C-20).

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
    people = sorted(one for one in sacrifices if after is None or one > after)
    found = _breaches(port, employer_id, on, people, sacrifices)
    return tuple(islice(found, max(1, limit)))


def _breaches(
    port: PayFloor,
    employer_id: UUID,
    on: dt.date,
    people: Sequence[str],
    sacrifices: Mapping[str, Sequence[Money]],
) -> Iterator[PayFloorBreach]:
    for chunk in batched(people, ASKED_AT_ONCE):
        known = conf.employee_directory.resolve().facts_many(
            employer_id=employer_id, employee_ids=chunk, on=on
        )
        for employee_id in chunk:
            facts = known.get(employee_id)
            if facts is None or facts.annual_salary is None:
                continue
            floor = port.floor(facts=facts, on=on)
            left = room(annual=facts.annual_salary, floor=floor, sacrifices=sacrifices[employee_id])
            if left.breached:
                yield PayFloorBreach(
                    employee_id=employee_id,
                    on=on,
                    floor=floor,
                    headroom=left.headroom,
                    sacrificed=left.sacrificed,
                    shortfall=left.shortfall,
                )
