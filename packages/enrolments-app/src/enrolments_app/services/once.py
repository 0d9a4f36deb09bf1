"""
How does every command of this domain run once per key?
"""

import dataclasses
from collections.abc import Callable, Mapping
from uuid import UUID

from domain_kit import idempotency
from domain_kit.actor import Actor
from domain_kit.idempotency import JsonValue
from enrolments_app.feed import FEED
from enrolments_app.models import CommandRecord
from enrolments_app.rules.texts import require_characters


def once(
    command: str,
    *,
    actor: Actor,
    idempotency_key: str,
    request: Mapping[str, JsonValue],
    execute: Callable[[UUID], None],
) -> UUID:
    """
    Execute a command with the id of the thing it makes, or answer the id of the first time.

    Every check and every call of a port belongs into `execute`: a retry is answered whatever has
    changed since.

    Raises:
        TextNotStorable: if a text of the request holds what no column takes.
        IdempotencyConflict: if the actor used the key for something else.
    """
    require_characters(request)
    return idempotency.once(
        CommandRecord,
        actor=key_holder(actor),
        idempotency_key=idempotency_key,
        command=command,
        request=request,
        execute=execute,
        former_scope=_former_scope(actor),
        feed=FEED,
    )


def once_answering[T](
    command: str,
    *,
    actor: Actor,
    idempotency_key: str,
    request: Mapping[str, JsonValue],
    execute: Callable[[], T],
    encode: Callable[[T], JsonValue],
    decode: Callable[[JsonValue], T],
) -> T:
    """
    The same for a command whose answer is more than the id of a new thing.

    Raises:
        TextNotStorable: if a text of the request holds what no column takes.
        IdempotencyConflict: if the actor used the key for something else.
    """
    require_characters(request)
    return idempotency.once_answering(
        CommandRecord,
        actor=key_holder(actor),
        idempotency_key=idempotency_key,
        command=command,
        request=request,
        execute=execute,
        encode=encode,
        decode=decode,
        former_scope=_former_scope(actor),
        feed=FEED,
    )


def key_holder(actor: Actor) -> Actor:
    """
    Whose keys they are: the actor's at their employer, so that keys of two employers never meet.
    """
    if len(actor.employer_ids) != 1:
        return actor
    (employer_id,) = actor.employer_ids
    return dataclasses.replace(actor, id=f"{actor.id} at {employer_id}")


def _former_scope(actor: Actor) -> str:
    """
    Where 2.0 to 3.0 kept their records, under the actor alone: a retry of theirs is known.
    """
    return f"actor:{actor.id}"
