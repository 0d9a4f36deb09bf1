"""
As whom does a user act?
"""

import datetime as dt
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from domain_kit.actor import Actor, Role
from host.directory.compiled import Compiled
from host.directory.days import today_in
from host.directory.models import EarlierEmployment, Membership
from host.telemetry.context import note_actor


class Seen(NamedTuple):
    """
    What an actor is made of: a row of few columns, asked at every request.
    """

    user_id: int
    username: str
    role: str
    employer_id: UUID | None
    employee_id: int | None
    works_for: UUID | None
    works_from: dt.date | None
    zone: str | None


def seen_columns(membership: str = "") -> tuple[str, ...]:
    """
    The columns of a `Seen`, from a table that reaches the membership by this path.
    """
    return (
        f"{membership}user_id",
        f"{membership}user__{get_user_model().USERNAME_FIELD}",
        f"{membership}role",
        f"{membership}employer_id",
        f"{membership}employee_id",
        f"{membership}employee__employer_id",
        f"{membership}employee__hired_on",
        f"{membership}employee__employer__time_zone",
    )


def _of_user(user: int) -> QuerySet[Any, Any]:
    found = Membership.objects.filter(user_id=user).order_by()
    return found.values_list(*seen_columns())[:1]


_BY_USER: Compiled[Any] = Compiled(_of_user)


def actor_for(user: Any) -> Actor | None:
    """
    The actor behind a logged-in user; None for somebody without a membership.
    """
    row = _BY_USER.row(user=user.pk)
    return actor_from(Seen(*row)) if row else None


def actor_from(seen: Seen) -> Actor:
    """
    The actor of a membership.
    """
    role = Role(seen.role)
    note_actor(seen.user_id)
    return Actor(
        id=seen.username,
        role=role,
        employer_ids=_employers(seen),
        employee_id=str(seen.employee_id) if seen.employee_id else None,
        all_employers=role is Role.OPERATOR,
    )


def _employers(seen: Seen) -> frozenset[UUID]:
    """
    An employee's are where the person works now and from an agreed day on, whatever employer the
    log-in was made for; everybody else's is the membership's.
    """
    if seen.role != Role.EMPLOYEE or seen.works_for is None:
        return frozenset({seen.employer_id} if seen.employer_id else ())
    today = today_in(seen.zone)
    if seen.works_from is not None and seen.works_from <= today:
        return frozenset({seen.works_for})
    present = EarlierEmployment.objects.filter(
        employee_id=seen.employee_id, starts_on__lte=today, ends_on__gte=today
    )
    return frozenset({seen.works_for, *present.values_list("employer_id", flat=True)})
