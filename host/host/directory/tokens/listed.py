"""
Which tokens are there, and who may see them?
"""

from django.db.models import QuerySet

from domain_kit.actor import Actor, Role
from host.directory.models import ApiToken
from host.directory.tokens.values import Token


def list_tokens(*, actor: Actor, username: str | None = None) -> tuple[Token, ...]:
    """
    The tokens that the actor may see, newest first; of one user, if asked.
    """
    found = tokens_of(actor)
    if username is not None:
        found = found.filter(membership__user__username=username)
    return tuple(token_value(row) for row in found.order_by("-created_at", "-id"))


def tokens_of(actor: Actor) -> QuerySet[ApiToken]:
    """
    Everybody's for operators, and else one's own.
    """
    found = ApiToken.objects.select_related("membership__user")
    if actor.role in (Role.OPERATOR, Role.SYSTEM):
        return found
    return found.filter(membership__user__username=actor.id)


def token_value(row: ApiToken) -> Token:
    """
    What is told about a token.
    """
    return Token(
        id=row.pk,
        label=row.label,
        username=row.membership.user.get_username(),
        may_write=row.may_write,
        domains=None if row.domains is None else tuple(row.domains),
        employer_ids=None if row.employer_ids is None else tuple(row.employer_ids),
        created_at=row.created_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        last_used_at=row.last_used_at,
    )
