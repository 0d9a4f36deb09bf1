"""
As whom does a user, or a program with a token, act?
"""

import datetime as dt
import hashlib
import secrets
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from domain_kit.actor import Actor, Role
from host.directory.compiled import Compiled
from host.directory.days import today_in
from host.directory.models import ApiToken, EarlierEmployment, Membership
from host.telemetry.context import note_actor


class _Seen(NamedTuple):
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


def _seen(found: QuerySet[Membership]) -> QuerySet[Any, Any]:
    return found.order_by().values_list(
        "user_id",
        f"user__{get_user_model().USERNAME_FIELD}",
        "role",
        "employer_id",
        "employee_id",
        "employee__employer_id",
        "employee__hired_on",
        "employee__employer__time_zone",
    )[:1]


_BY_USER: Compiled[Any] = Compiled(lambda user: _seen(Membership.objects.filter(user_id=user)))
_BY_DIGEST: Compiled[Any] = Compiled(
    lambda digest: _seen(Membership.objects.filter(tokens__digest=digest, user__is_active=True))
)


def actor_for(user: Any) -> Actor | None:
    """
    The actor behind a logged-in user; None for somebody without a membership.
    """
    row = _BY_USER.row(user=user.pk)
    return _actor(_Seen(*row)) if row else None


def actor_for_token(token: str) -> Actor | None:
    """
    The actor behind a token; None for an unknown one, or for somebody who may not log in.
    """
    row = _BY_DIGEST.row(digest=_digest(token))
    return _actor(_Seen(*row)) if row else None


def issue_token(membership: Membership, label: str) -> str:
    """
    A new token, shown once; its digest is stored.
    """
    token = secrets.token_urlsafe(32)
    ApiToken.objects.create(membership=membership, digest=_digest(token), label=label)
    return token


def _actor(seen: _Seen) -> Actor:
    role = Role(seen.role)
    note_actor(seen.user_id)
    return Actor(
        id=seen.username,
        role=role,
        employer_ids=_employers(seen),
        employee_id=str(seen.employee_id) if seen.employee_id else None,
        all_employers=role is Role.OPERATOR,
    )


def _employers(seen: _Seen) -> frozenset[UUID]:
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


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
