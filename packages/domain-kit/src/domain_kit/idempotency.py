"""
How does a retried command have one effect (C-34)?
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any, cast
from uuid import UUID

from django.db import models, router

from domain_kit._records import Claim
from domain_kit.actor import Actor
from domain_kit.errors import DomainError
from domain_kit.feed import Feed
from domain_kit.identifiers import new_id
from domain_kit.transactions import command_transaction

type JsonValue = bool | int | str | list["JsonValue"] | dict[str, "JsonValue"] | None


_KEY_LENGTH = 200


class UnusableIdempotencyKey(DomainError, ValueError):
    """
    The key is empty, too long, or holds what the database cannot store.
    """

    code = "unusable-idempotency-key"
    http_status = 422

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key

    def __str__(self) -> str:
        if not self.key:
            return "A command needs an idempotency key: any text that is new per intention."
        return (
            f"The idempotency key {self.key[:20]!r}… is no text of 1 to {_KEY_LENGTH} characters "
            "without NUL. Send a shorter one, for example a UUID."
        )


class IdempotencyRecord(models.Model):
    """
    What a command answered under a key; a domain subclasses it with its own table.
    """

    id = models.BigAutoField(primary_key=True)
    scope = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    command = models.CharField(max_length=100)
    request_hash = models.CharField(max_length=64)
    response = models.JSONField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.command} {self.key}"


def request_hash(request: Mapping[str, JsonValue]) -> str:
    """
    The SHA-256 of a request's canonical JSON: sorted keys, no spaces.
    """
    canonical = json.dumps(request, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def run_once[T](
    model: type[Any],
    *,
    scope: str,
    key: str,
    command: str,
    request: Mapping[str, JsonValue],
    execute: Callable[[], T],
    encode: Callable[[T], JsonValue],
    decode: Callable[[JsonValue], T],
) -> T:
    """
    Execute a command under a key, or replay what it answered the first time.

    Record and effect commit together, in the caller's transaction if there is one, behind a
    savepoint. Two retries at the same moment meet at the unique constraint on (scope, key): the
    second waits for the first to commit and replays it, or runs if the first rolled back.

    Raises:
        CommandInsideItself: if it is called while a command runs under this key.
        IdempotencyConflict: if the key was used for another command or another request.
        ValueError: if the key is empty or cannot be stored: it is an UnusableIdempotencyKey.
    """
    claim = _claim(model, scope=scope, key=key, command=command, request=request)
    with command_transaction(claim.using, command=command, running=_running(claim), joins=False):
        return _answer(claim, execute=execute, encode=encode, decode=decode)


def once(
    model: type[Any],
    *,
    actor: Actor,
    idempotency_key: str,
    command: str,
    request: Mapping[str, JsonValue],
    execute: Callable[[UUID], None],
    former_scope: str = "",
    feed: Feed | None = None,
) -> UUID:
    """
    Make the thing of a new id under a key, or answer the id that was made the first time.

    The id is drawn first and stored with the record, so that no second statement stores the
    answer. The scope is the actor: two people's keys never meet. The record is the first
    statement, so that a retry is answered as the first time whatever has changed since; every
    check and every call of a port belongs in `execute`. A refusal takes the record back, too.

    `former_scope` is the scope under which an older release stored the key, if the actor may see
    what was done there. `feed` is announced in the same statement.

    Raises:
        CommandInsideItself: if it is called while a command runs under this key.
        IdempotencyConflict: if the key was used for another command or another request.
        UnusableIdempotencyKey: if the key is empty or cannot be stored.
    """
    claim = _claim(
        model,
        scope=_scope_of(actor),
        key=idempotency_key,
        command=command,
        request=request,
        former_scope=former_scope,
    )
    made = new_id()
    with command_transaction(claim.using, command=command, running=_running(claim)):
        while claim.make(str(made), feed) is None:
            if (known := claim.answered()) is not None:
                return _id(known[0])
        execute(made)
    return made


def once_answering[T](
    model: type[Any],
    *,
    actor: Actor,
    idempotency_key: str,
    command: str,
    request: Mapping[str, JsonValue],
    execute: Callable[[], T],
    encode: Callable[[T], JsonValue],
    decode: Callable[[JsonValue], T],
    former_scope: str = "",
    feed: Feed | None = None,
) -> T:
    """
    The same for a command whose answer is not one new id: a second statement stores the answer.

    Raises:
        CommandInsideItself: if it is called while a command runs under this key.
        IdempotencyConflict: if the key was used for another command or another request.
        UnusableIdempotencyKey: if the key is empty or cannot be stored.
    """
    claim = _claim(
        model,
        scope=_scope_of(actor),
        key=idempotency_key,
        command=command,
        request=request,
        former_scope=former_scope,
    )
    with command_transaction(claim.using, command=command, running=_running(claim)):
        return _answer(claim, execute=execute, encode=encode, decode=decode, feed=feed)


def _answer[T](
    claim: Claim,
    *,
    execute: Callable[[], T],
    encode: Callable[[T], JsonValue],
    decode: Callable[[JsonValue], T],
    feed: Feed | None = None,
) -> T:
    # A record that is there now and gone in the next statement was deleted meanwhile: claim again.
    while (number := claim.make(None, feed)) is None:
        if (known := claim.answered()) is not None:
            return decode(known[0])
    answer = execute()
    claim.answer(number, encode(answer))
    return answer


def _claim(
    model: type[Any],
    *,
    scope: str,
    key: str,
    command: str,
    request: Mapping[str, JsonValue],
    former_scope: str = "",
) -> Claim:
    if not 1 <= len(key) <= _KEY_LENGTH or "\0" in key or not _storable(key):
        raise UnusableIdempotencyKey(key)
    return Claim(
        model=model,
        using=router.db_for_write(model),
        scope=scope,
        key=key,
        command=command,
        digest=request_hash(request),
        former_scope=former_scope,
    )


def _storable(text: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def _scope_of(actor: Actor) -> str:
    return f"actor:{actor.id}"


def _running(claim: Claim) -> tuple[str, str, str]:
    return claim.model._meta.db_table, claim.scope, claim.key


def _id(stored: JsonValue) -> UUID:
    # Older releases stored the id of one thing as a list of one.
    if isinstance(stored, list):
        (stored,) = stored
    return UUID(cast(str, stored))
