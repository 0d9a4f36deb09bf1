"""
How does a command run once that changes something which is there already?
"""

import dataclasses
import datetime as dt
import enum
from collections.abc import Callable, Mapping
from decimal import Decimal
from uuid import UUID

from benefits_app.models import CommandRecord
from benefits_app.rules.texts import require_characters
from domain_kit.actor import Actor
from domain_kit.idempotency import JsonValue, once_answering
from domain_kit.money import Money


def former_scope(actor: Actor) -> str:
    """
    Where releases before 2.1 kept an actor's commands: under the employer, if there is just one.

    So a retry of theirs is still recognised.
    """
    return str(next(iter(actor.employer_ids))) if len(actor.employer_ids) == 1 else ""


def key_holder(actor: Actor) -> Actor:
    """
    Whose keys they are: the actor's at their employer, so that keys of two employers never meet.
    """
    employer = former_scope(actor)
    return dataclasses.replace(actor, id=f"{actor.id} at {employer}") if employer else actor


def employer_named(actor: Actor, employer_id: UUID) -> dict[str, JsonValue]:
    """
    The employer as a part of a request, unless the holder of the key says it already.
    """
    return {} if former_scope(actor) == str(employer_id) else {"employer": str(employer_id)}


def once_on(
    *,
    actor: Actor,
    idempotency_key: str,
    command: str,
    request: Mapping[str, JsonValue],
    execute: Callable[[], None],
) -> None:
    """
    Carry out a command whose answer the caller reads afterwards.

    Raises:
        TextNotStorable: if a text of the request holds what no column takes.
        IdempotencyConflict: if the key was used for something else.
    """
    require_characters(request)
    once_answering(
        CommandRecord,
        actor=key_holder(actor),
        idempotency_key=idempotency_key,
        command=command,
        request=request,
        execute=execute,
        encode=lambda _: None,
        decode=lambda _: None,
        former_scope=former_scope(actor),
    )


def asked(value: object) -> JsonValue:
    """
    A value of `data` as part of a request, by which a retry is recognised.

    Fields at their defaults are left out, so that a field of a later release changes no request.
    """
    match value:
        case None | bool() | int() | str() if not isinstance(value, enum.Enum):
            return value
        case enum.Enum():
            return str(value.value)
        case UUID() | Decimal() | dt.date() | Money():
            return str(value)
        case frozenset():
            return sorted(str(each) for each in value)
        case tuple() | list():
            return [asked(each) for each in value]
    if not dataclasses.is_dataclass(value):
        raise TypeError(f"{value!r} is no value of a request.")
    return {
        "is": type(value).__name__,
        **{
            field.name: asked(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if getattr(value, field.name) != field.default
        },
    }


def storable(request: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """
    The request, whose texts the database takes.

    Raises:
        TextNotStorable: if a text of it holds what no column takes.
    """
    require_characters(request)
    return request
