"""
How does a retried command have one effect (C-34)?
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from django.db import IntegrityError, models, router, transaction

from domain_kit.errors import IdempotencyConflict

type JsonValue = bool | int | str | list["JsonValue"] | dict[str, "JsonValue"] | None


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

    Record and effect commit together, in the caller's transaction if there is one. Two retries at
    the same moment meet at the unique constraint on (scope, key): the second waits for the first
    to commit and replays it, or runs if the first rolled back.

    Raises:
        IdempotencyConflict: if the key was used for another command or another request.
        ValueError: if the key is empty.
    """
    if not key:
        raise ValueError("A command needs an idempotency key: any text that is new per intention.")
    digest = request_hash(request)
    using = router.db_for_write(model)
    with transaction.atomic(using=using):
        record = model(scope=scope, key=key, command=command, request_hash=digest, response=None)
        try:
            # A savepoint of its own: the violation must not doom the caller's transaction.
            with transaction.atomic(using=using):
                record.save(force_insert=True, using=using)
        except IntegrityError:
            known = model.objects.using(using).get(scope=scope, key=key)
            if (known.command, known.request_hash) != (command, digest):
                raise IdempotencyConflict(key, known.command) from None
            return decode(known.response)
        answer = execute()
        record.response = encode(answer)
        record.save(update_fields=["response"], using=using)
        return answer
