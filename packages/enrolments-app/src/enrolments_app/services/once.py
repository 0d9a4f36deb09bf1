"""
How does every command of this domain run once per key?
"""

from collections.abc import Callable, Mapping
from uuid import UUID

from domain_kit.idempotency import JsonValue, run_once
from enrolments_app.models import CommandRecord


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
    return run_once(
        CommandRecord,
        scope=str(employer_id),
        key=idempotency_key,
        command=command,
        request=request,
        execute=execute,
        encode=str,
        decode=lambda answer: UUID(str(answer)),
    )
