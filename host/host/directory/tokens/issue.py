"""
Give a program a token.
"""

import datetime as dt
import secrets
from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone

from domain_kit.actor import Actor, Role
from host.directory.actors import actor_for
from host.directory.models import ApiToken, Employer, Membership
from host.directory.tokens.errors import NobodyToActFor, UnusableExpiry, UnusableScope
from host.directory.tokens.grants import digest_of
from host.directory.tokens.listed import token_value
from host.directory.tokens.values import DOMAINS, Issued

LONGEST_DAYS = 366
# So that whoever finds one knows what it opens: scanners of code and logs look for such beginnings.
_PREFIX = "benefits_"


def issue_token(
    *,
    actor: Actor,
    username: str,
    label: str,
    days: int = 90,
    may_write: bool = True,
    domains: Sequence[str] | None = None,
    employer_ids: Sequence[UUID] | None = None,
) -> Issued:
    """
    A new token that acts as a user, within limits (None: no further one). Its secret is in the
    answer alone; only a digest is stored. Not repeatable: a second call makes a second token.

    Raises:
        NobodyToActFor: if the user has no membership.
        RoleForbidden: if an operator issues no token, but somebody one for another user.
        UnusableExpiry: unless it lasts from 1 to 366 days.
        UnusableScope: if a limit is empty, or is not among what the user may do.
    """
    if username != actor.id:
        actor.require_role(Role.OPERATOR)
    if not 1 <= days <= LONGEST_DAYS:
        raise UnusableExpiry(days, LONGEST_DAYS)
    membership = _membership(username)
    _require_known("domain", domains, DOMAINS)
    _require_known("employer", employer_ids, _employers(membership))
    return store_token(
        membership=membership,
        label=label,
        issued_by=actor.id,
        expires_at=timezone.now() + dt.timedelta(days=days),
        may_write=may_write,
        domains=domains,
        employer_ids=employer_ids,
    )


def store_token(
    *,
    membership: Membership,
    label: str,
    issued_by: str = "",
    expires_at: dt.datetime | None = None,
    may_write: bool = True,
    domains: Sequence[str] | None = None,
    employer_ids: Sequence[UUID] | None = None,
) -> Issued:
    """
    A new token as it is asked for, without asking who may.
    """
    secret = _PREFIX + secrets.token_urlsafe(32)
    row = ApiToken.objects.create(
        membership=membership,
        digest=digest_of(secret),
        label=label,
        issued_by=issued_by,
        expires_at=expires_at,
        may_write=may_write,
        domains=None if domains is None else list(domains),
        employer_ids=None if employer_ids is None else list(employer_ids),
    )
    return Issued(secret=secret, token=token_value(row))


def _membership(username: str) -> Membership:
    found = Membership.objects.select_related("user").filter(user__username=username).first()
    if found is None:
        raise NobodyToActFor(username)
    return found


def _employers(membership: Membership) -> tuple[UUID, ...]:
    actor = actor_for(membership.user)
    assert actor is not None  # it has a membership: this one
    if actor.all_employers:
        return tuple(Employer.objects.order_by("id").values_list("id", flat=True))
    return tuple(sorted(actor.employer_ids))


def _require_known(what: str, asked: Sequence[object] | None, known: Sequence[object]) -> None:
    if asked is None:
        return
    unknown = [str(each) for each in asked if each not in known]
    if unknown or not asked:
        raise UnusableScope(what, unknown, map(str, known))
