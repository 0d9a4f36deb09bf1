"""
How does every command of this domain run once per key?
"""

from collections.abc import Callable, Mapping
from uuid import UUID

from domain_kit import idempotency
from domain_kit.actor import Actor
from domain_kit.idempotency import JsonValue
from enrolments_app.feed import FEED
from enrolments_app.models import CommandRecord


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
        IdempotencyConflict: if the actor used the key for something else.
    """
    return idempotency.once(
        CommandRecord,
        actor=actor,
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
        IdempotencyConflict: if the actor used the key for something else.
    """
    return idempotency.once_answering(
        CommandRecord,
        actor=actor,
        idempotency_key=idempotency_key,
        command=command,
        request=request,
        execute=execute,
        encode=encode,
        decode=decode,
        former_scope=_former_scope(actor),
        feed=FEED,
    )


def _former_scope(actor: Actor) -> str:
    """
    Where 1.6 kept its records: under the employer, whom an actor of one employer names.
    """
    (employer_id, *others) = actor.employer_ids or (None,)
    return "" if others or employer_id is None else str(employer_id)
