"""
How does every command of this domain run once per key?
"""

from collections.abc import Callable, Mapping
from uuid import UUID

from billing_app.models import CommandRecord
from domain_kit.idempotency import JsonValue, run_once


def once(
    command: str,
    *,
    employer_id: UUID,
    idempotency_key: str,
    request: Mapping[str, JsonValue],
    execute: Callable[[], UUID],
) -> UUID:
    """
    Execute a command that answers an id, or replay the id it answered.

    Raises:
        IdempotencyConflict: if the key was used for something else.
    """
    (answer,) = run_listed(
        command,
        employer_id=employer_id,
        idempotency_key=idempotency_key,
        request=request,
        execute=lambda: [execute()],
    )
    return answer


def run_listed(
    command: str,
    *,
    employer_id: UUID,
    idempotency_key: str,
    request: Mapping[str, JsonValue],
    execute: Callable[[], list[UUID]],
) -> list[UUID]:
    """
    The same for a command that answers any number of ids.
    """
    return run_once(
        CommandRecord,
        scope=str(employer_id),
        key=idempotency_key,
        command=command,
        request=request,
        execute=execute,
        encode=lambda ids: [str(each) for each in ids],
        decode=_ids,
    )


def _ids(stored: JsonValue) -> list[UUID]:
    assert isinstance(stored, list)
    return [UUID(str(each)) for each in stored]
