"""
As whom does a user, or a program with a token, act?
"""

import hashlib
import secrets
from typing import Any
from uuid import UUID

from domain_kit.actor import Actor, Role
from host.directory.days import today_in
from host.directory.models import ApiToken, EarlierEmployment, Membership


def actor_for(user: Any) -> Actor | None:
    """
    The actor behind a logged-in user; None for somebody without a membership.
    """
    membership = (
        Membership.objects.select_related("user", "employee__employer").filter(user=user).first()
    )
    return _actor(membership) if membership else None


def actor_for_token(token: str) -> Actor | None:
    """
    The actor behind a token; None for an unknown one, or for somebody who may not log in.
    """
    found = ApiToken.objects.select_related(
        "membership__user", "membership__employee__employer"
    ).filter(digest=_digest(token), membership__user__is_active=True)
    row = found.first()
    return _actor(row.membership) if row else None


def issue_token(membership: Membership, label: str) -> str:
    """
    A new token, shown once; its digest is stored.
    """
    token = secrets.token_urlsafe(32)
    ApiToken.objects.create(membership=membership, digest=_digest(token), label=label)
    return token


def _actor(membership: Membership) -> Actor:
    role = Role(membership.role)
    return Actor(
        id=membership.user.get_username(),
        role=role,
        employer_ids=_employers(membership),
        employee_id=str(membership.employee_id) if membership.employee_id else None,
        all_employers=role is Role.OPERATOR,
    )


def _employers(membership: Membership) -> frozenset[UUID]:
    """
    An employee's are where the person works now and from an agreed day on, whatever employer the
    log-in was made for; everybody else's is the membership's.
    """
    person = membership.employee
    if membership.role != Role.EMPLOYEE or person is None:
        return frozenset({membership.employer_id} - {None})
    today = today_in(person.employer.time_zone)
    if person.hired_on <= today:
        return frozenset({person.employer_id})
    present = EarlierEmployment.objects.filter(
        employee=person, starts_on__lte=today, ends_on__gte=today
    )
    return frozenset({person.employer_id, *present.values_list("employer_id", flat=True)})


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
