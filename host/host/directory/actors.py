"""
As whom does a user, or a program with a token, act?
"""

import hashlib
import secrets
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import F, QuerySet

from domain_kit.actor import Actor, Role
from host.directory.compiled import Compiled
from host.directory.days import today_in
from host.directory.models import ApiToken, EarlierEmployment, Membership


def _seen(found: QuerySet[Membership]) -> QuerySet[Any]:
    """
    Memberships with what an actor is made of: a row of few columns, asked at every request.
    """
    return found.annotate(
        username=F(f"user__{get_user_model().USERNAME_FIELD}"),
        works_for=F("employee__employer_id"),
        works_from=F("employee__hired_on"),
        zone=F("employee__employer__time_zone"),
    )[:1]


_BY_USER: Compiled[Any] = Compiled(lambda user: _seen(Membership.objects.filter(user_id=user)))
_BY_DIGEST: Compiled[Any] = Compiled(
    lambda digest: _seen(Membership.objects.filter(tokens__digest=digest, user__is_active=True))
)


def actor_for(user: Any) -> Actor | None:
    """
    The actor behind a logged-in user; None for somebody without a membership.
    """
    seen = _BY_USER.first(user=user.pk)
    return _actor(seen) if seen else None


def actor_for_token(token: str) -> Actor | None:
    """
    The actor behind a token; None for an unknown one, or for somebody who may not log in.
    """
    seen = _BY_DIGEST.first(digest=_digest(token))
    return _actor(seen) if seen else None


def issue_token(membership: Membership, label: str) -> str:
    """
    A new token, shown once; its digest is stored.
    """
    token = secrets.token_urlsafe(32)
    ApiToken.objects.create(membership=membership, digest=_digest(token), label=label)
    return token


def _actor(seen: Any) -> Actor:
    role = Role(seen.role)
    return Actor(
        id=seen.username,
        role=role,
        employer_ids=_employers(seen),
        employee_id=str(seen.employee_id) if seen.employee_id else None,
        all_employers=role is Role.OPERATOR,
    )


def _employers(seen: Any) -> frozenset[UUID]:
    """
    An employee's are where the person works now and from an agreed day on, whatever employer the
    log-in was made for; everybody else's is the membership's.
    """
    if seen.role != Role.EMPLOYEE or seen.works_for is None:
        return frozenset({seen.employer_id} - {None})
    today = today_in(seen.zone)
    if seen.works_from <= today:
        return frozenset({seen.works_for})
    present = EarlierEmployment.objects.filter(
        employee_id=seen.employee_id, starts_on__lte=today, ends_on__gte=today
    )
    return frozenset({seen.works_for, *present.values_list("employer_id", flat=True)})


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
