"""
Do an employee's salary sacrifices leave the least pay (C-20)?
"""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from domain_kit.money import Money
from enrolments_app import conf
from enrolments_app.data import EmployeeFacts
from enrolments_app.errors.pay_floor import PayFloorBreached, PayUnknown
from enrolments_app.queries.sacrifices import Sacrifice, sacrifices_of
from enrolments_app.rules.pay_floor import room


def require_pay_floor(
    *,
    facts: EmployeeFacts,
    on: dt.date,
    adding: Money | None = None,
    leaving_out: Collection[UUID] = (),
) -> None:
    """
    Test all sacrifices of a month together, from a day on: what is written and `adding` per month.

    `leaving_out` are enrolments that do not count, because others will take their place. Each
    later day on which another sacrifice begins is tested as well. Without the setting
    ENROLMENTS_PAY_FLOOR there is no floor.

    Raises:
        PayFloorBreached: if pay would fall below the floor.
        PayUnknown: if the directory does not say what the employee earns.
    """
    if conf.pay_floor() is None:
        return
    written = sacrifices_of(
        employer_id=facts.employer_id,
        employee_id=facts.employee_id,
        first=on,
        leaving_out=leaving_out,
    )
    for day in sorted({on, *(each.days.start for each in written if each.days.start > on)}):
        _require_on(facts, day, written, adding)


def _require_on(
    facts: EmployeeFacts, day: dt.date, written: Collection[Sacrifice], adding: Money | None
) -> None:
    port = conf.pay_floor()
    amounts = [each.monthly for each in written if each.days.contains(day)]
    amounts += [adding] if adding else []
    if port is None or not amounts:
        return
    if facts.annual_salary is None:
        raise PayUnknown(str(facts.employee_id))
    found = room(
        annual=facts.annual_salary, floor=port.floor(facts=facts, on=day), sacrifices=amounts
    )
    if found.breached:
        raise PayFloorBreached(str(facts.employee_id), found.headroom, found.shortfall)
