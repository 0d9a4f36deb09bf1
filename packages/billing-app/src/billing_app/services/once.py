"""
How does every command of this domain run once per key?
"""

import dataclasses
from collections.abc import Callable, Mapping
from uuid import UUID

from billing_app.errors import UnusableValue
from billing_app.models import CommandRecord
from domain_kit.actor import Actor
from domain_kit.idempotency import JsonValue, once_answering


def once_at(
    employer_id: UUID,
    command: str,
    *,
    actor: Actor,
    idempotency_key: str,
    request: Mapping[str, JsonValue],
    execute: Callable[[], UUID],
) -> UUID:
    """
    Execute a command that answers an id, or replay the id it answered, whatever has changed since:
    every check belongs in `execute`. Keys are the actor's at the employer; those that releases
    before 2.4.0 stored are found, if the actor may see the employer.

    Raises:
        IdempotencyConflict: if the key was used for something else.
        UnusableValue: if a text of the request is none that can be stored.
    """
    (answer,) = once_listed(
        employer_id,
        command,
        actor=actor,
        idempotency_key=idempotency_key,
        request=request,
        execute=lambda: [execute()],
    )
    return answer


def once_listed(
    employer_id: UUID,
    command: str,
    *,
    actor: Actor,
    idempotency_key: str,
    request: Mapping[str, JsonValue],
    execute: Callable[[], list[UUID]],
) -> list[UUID]:
    """
    The same for a command that answers any number of ids.
    """
    try:
        return once_answering(
            CommandRecord,
            actor=key_holder(actor, employer_id),
            idempotency_key=idempotency_key,
            command=command,
            request=request,
            execute=execute,
            encode=lambda ids: [str(each) for each in ids],
            decode=stored_ids,
            former_scope=str(employer_id) if actor.may_see(employer_id) else "",
        )
    except UnicodeEncodeError as exc:
        raise UnusableValue("A text", "one without half of a surrogate pair") from exc


def key_holder(actor: Actor, employer_id: UUID) -> Actor:
    """
    Whose keys they are where a command's scope is its actor: the actor's at the employer, so that
    keys of two employers never meet.
    """
    return dataclasses.replace(actor, id=f"{actor.id} at {employer_id}")


def stored_ids(stored: JsonValue) -> list[UUID]:
    """
    The ids that a command's record holds as its answer.
    """
    assert isinstance(stored, list)
    return [UUID(str(each)) for each in stored]
