"""
What do all commands about one enrolment have in common? They lock it, once per key.
"""

from collections.abc import Callable, Mapping
from uuid import UUID

from domain_kit.actor import Actor
from domain_kit.idempotency import JsonValue
from enrolments_app import models
from enrolments_app.data import Enrolment
from enrolments_app.queries.enrolments import get_enrolment
from enrolments_app.queries.values import enrolment_value
from enrolments_app.services.lock import locked
from enrolments_app.services.once import once_answering
from enrolments_app.services.permission import DECIDERS


def change_one(
    command: str,
    *,
    actor: Actor,
    idempotency_key: str,
    enrolment_id: UUID,
    request: Mapping[str, JsonValue],
    execute: Callable[[models.Enrolment], None],
    expected_version: int | None = None,
) -> Enrolment:
    """
    Run `execute` on the locked row, which it may change, and answer the enrolment.

    Raises:
        EnrolmentNotFound: if the actor can see no such enrolment.
        StaleVersion: if it was changed since `expected_version`.
        NotPermitted: unless HR, operator, or the employee itself.
        IdempotencyConflict: if the key was used for something else.
    """
    actor.require_role(*DECIDERS)
    answer: list[Enrolment] = []

    def changed() -> UUID:
        row = locked(actor, enrolment_id, expected_version)
        execute(row)
        answer.append(enrolment_value(row))
        return enrolment_id

    once_answering(
        command,
        actor=actor,
        idempotency_key=idempotency_key,
        request={"enrolment": str(enrolment_id), **request},
        execute=changed,
        encode=str,
        decode=lambda stored: UUID(str(stored)),
    )
    return answer[0] if answer else get_enrolment(actor=actor, enrolment_id=enrolment_id)
