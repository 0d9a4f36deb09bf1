"""
Take a token back.
"""

from django.utils import timezone

from domain_kit.actor import Actor
from host.directory.models import ApiToken
from host.directory.tokens.errors import TokenNotFound
from host.directory.tokens.listed import token_value, tokens_of
from host.directory.tokens.values import Token


def revoke_token(*, actor: Actor, token_id: int) -> Token:
    """
    From the next request on the token is refused. Once revoked it stays so, from the first time on.

    Raises:
        TokenNotFound: if it is none of the actor's.
    """
    row = tokens_of(actor).filter(pk=token_id).first()
    if row is None:
        raise TokenNotFound(token_id)
    ApiToken.objects.filter(pk=row.pk, revoked_at__isnull=True).update(
        revoked_at=timezone.now(), revoked_by=actor.id
    )
    row.refresh_from_db(fields=["revoked_at"])
    return token_value(row)
