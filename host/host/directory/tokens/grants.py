"""
What may the bearer of a token do, now?
"""

import dataclasses
import datetime as dt
import hashlib
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from domain_kit.actor import Actor
from host.directory.actors import Seen, actor_from, seen_columns
from host.directory.compiled import Compiled
from host.directory.models import ApiToken
from host.directory.tokens.errors import TokenExpired, TokenOutOfScope, TokenRevoked

_READS = frozenset({"GET", "HEAD", "OPTIONS"})
_NOTED_EVERY = dt.timedelta(minutes=1)
_OWN_COLUMNS = (
    "id",
    "label",
    "may_write",
    "domains",
    "employer_ids",
    "expires_at",
    "revoked_at",
    "last_used_at",
)


def _of_digest(digest: str) -> QuerySet[Any, Any]:
    found = ApiToken.objects.filter(digest=digest, membership__user__is_active=True)
    return found.order_by().values_list(*_OWN_COLUMNS, *seen_columns("membership__"))[:1]


_BY_DIGEST: Compiled[Any] = Compiled(_of_digest)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """
    As whom a program acts, and within which limits.
    """

    label: str
    actor: Actor
    may_write: bool
    domains: tuple[str, ...] | None

    def require(self, *, method: str, domain: str) -> None:
        """
        Raises:
            TokenOutOfScope: unless the token is for this domain, and for this kind of method. A
                POST that only asks, such as a quote, counts as a write.
        """
        reads_only = method in _READS
        if not (self.may_write or reads_only):
            raise TokenOutOfScope(self.label, method, domain)
        if self.domains is not None and domain not in self.domains:
            raise TokenOutOfScope(self.label, method, domain)


def grant_for(secret: str) -> Grant | None:
    """
    What a token is good for; None for an unknown one, or for somebody who may not log in.

    Raises:
        TokenExpired: if its time is over.
        TokenRevoked: if somebody took it back.
    """
    row = _BY_DIGEST.row(digest=digest_of(secret))
    if row is None:
        return None
    token_id, label, may_write, domains, employer_ids, expires_at, revoked_at, used_at = row[:8]
    if revoked_at is not None:
        raise TokenRevoked(label)
    now = timezone.now()
    if expires_at is not None and expires_at <= now:
        raise TokenExpired(label, expires_at)
    if used_at is None or used_at <= now - _NOTED_EVERY:
        _note_use(token_id, now)
    return Grant(
        label=label,
        actor=_limited(actor_from(Seen(*row[8:])), employer_ids),
        may_write=may_write,
        domains=None if domains is None else tuple(domains),
    )


def digest_of(secret: str) -> str:
    """
    What is stored of a token. It has 256 random bits, so that a plain hash cannot be guessed back.
    """
    return hashlib.sha256(secret.encode()).hexdigest()


def _note_use(token_id: int, now: dt.datetime) -> None:
    stale = Q(last_used_at__isnull=True) | Q(last_used_at__lte=now - _NOTED_EVERY)
    ApiToken.objects.filter(stale, pk=token_id).update(last_used_at=now)


def _limited(actor: Actor, employer_ids: list[UUID] | None) -> Actor:
    if employer_ids is None:
        return actor
    wanted = frozenset(employer_ids)
    within = wanted if actor.all_employers else wanted & actor.employer_ids
    return dataclasses.replace(actor, employer_ids=within, all_employers=False)
