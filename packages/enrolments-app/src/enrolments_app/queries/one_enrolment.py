"""
How is one enrolment read, as often as it is asked for? One statement, compiled once.
"""

import datetime as dt
import functools
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from domain_kit.actor import Actor, Role
from domain_kit.compiled import Compiled
from domain_kit.money import Money
from enrolments_app import models
from enrolments_app.data import Enrolment, EnrolmentStatus, Source
from enrolments_app.errors import EnrolmentNotFound
from enrolments_app.rules.employee_ids import stored_id

_AS_THEY_ARE = (
    "id",
    "employer_id",
    "employee_id",
    "benefit_id",
    "plan_id",
    "option_id",
    "label",
    "funding",
    "plan_year_id",
    "tier",
    "predecessor_id",
    "decided_at",
    "reason",
    "quote_hash",
    "version",
    "reversed",
)
_DAY = dt.timedelta(days=1)
_STATUSES = {each.value: each for each in EnrolmentStatus} | {"ended": EnrolmentStatus("ended")}
_SOURCES = {each.value: each for each in Source}
_READ = (
    "status",
    "source",
    "coverage__startswith",
    "coverage__endswith",
    "currency",
    "monthly_price",
    "employer_part",
    "employee_part",
    "cover",
)
_BY_ID: Compiled[Any] = Compiled(
    lambda id: models.Enrolment.objects.filter(pk=id).order_by().values_list(*_READ, *_AS_THEY_ARE)
)


def get_enrolment(*, actor: Actor, enrolment_id: UUID) -> Enrolment:
    """
    One enrolment.

    Raises:
        EnrolmentNotFound: if the actor can see no such enrolment.
    """
    row = _BY_ID.row(id=enrolment_id)
    found = _value(row) if row else None
    if found is None or not _may_see(actor, found):
        raise EnrolmentNotFound(enrolment_id)
    return found


def _may_see(actor: Actor, enrolment: Enrolment) -> bool:
    if actor.role is Role.EMPLOYEE and enrolment.employee_id != stored_id(actor.employee_id):
        return False
    return actor.may_see(enrolment.employer_id)


def _value(row: Sequence[Any]) -> Enrolment:
    status, source, start, end, currency, monthly, employer, employee, cover, *others = row
    return Enrolment(
        starts_on=start,
        ends_on=None if end is None else end - _DAY,
        status=_STATUSES[status],
        source=_SOURCES[source],
        monthly=_amount(monthly, currency),
        employer_part=_money(employer, currency),
        employee_part=_money(employee, currency),
        cover=_money(cover, currency),
        **dict(zip(_AS_THEY_ARE, others, strict=True)),
    )


def _money(amount: Decimal | None, currency: str) -> Money | None:
    return None if amount is None else _amount(amount, currency)


_amount = functools.lru_cache(maxsize=4096)(Money.of)
"""Prices are few, and asked for all the time."""
