"""
How does a command that answers nothing new run once per key?
"""

from collections.abc import Callable, Mapping

from domain_kit.actor import Actor
from domain_kit.idempotency import JsonValue
from enrolments_app.services.once import once_answering


def act_once(
    command: str,
    *,
    actor: Actor,
    idempotency_key: str,
    request: Mapping[str, JsonValue],
    execute: Callable[[], None],
) -> None:
    """
    Do something to what exists; every check is inside `execute`, so that a retry is answered
    whatever has changed since.

    Raises:
        IdempotencyConflict: if the actor used the key for something else.
    """
    once_answering(
        command,
        actor=actor,
        idempotency_key=idempotency_key,
        request=request,
        execute=execute,
        encode=lambda _: None,
        decode=lambda _: None,
    )
