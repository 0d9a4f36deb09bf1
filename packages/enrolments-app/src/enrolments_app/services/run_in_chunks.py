"""
Carry out a run over many people in chunks that commit one by one, each with its progress.

A run is one row, unique by employer, kind, day and subject. Each chunk locks the row, works, and
moves the row's place on in the same transaction: a killed run has done whole chunks, and whoever
starts it again goes on after the last one. Two at once take turns, chunk by chunk.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import DatabaseError, IntegrityError, OperationalError, transaction
from django.utils import timezone

from domain_kit.actor import Actor
from domain_kit.idempotency import JsonValue
from enrolments_app.data.runs import Run as RunValue
from enrolments_app.data.runs import RunKind, SkipReason
from enrolments_app.models.run import Run, RunNote
from enrolments_app.queries.runs import run_value
from enrolments_app.services.once import once
from enrolments_app.services.sql import insert_many

_TRIES = 5


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """
    Somebody, or some row, that a chunk passed over.
    """

    employee_id: str
    reason: SkipReason | str
    detail: str = ""
    enrolment_id: UUID | None = None
    row: int | None = None
    field: str = ""
    value: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """
    What one chunk did; `place` is where the next one starts, None if there is no next one.
    """

    place: str | None
    done: int = 0
    made: int = 0
    ended: int = 0
    skipped: Sequence[Note] = ()


def start_run(
    *,
    actor: Actor,
    idempotency_key: str | None,
    kind: RunKind,
    employer_id: UUID,
    key_on: dt.date,
    subject: str = "",
    request: Mapping[str, JsonValue],
    check: Callable[[], object] = lambda: None,
) -> UUID:
    """
    The run to carry out: an unfinished one goes on. A finished one is done with, unless a new
    idempotency key says that this is another intention: then it goes through everybody again.
    `check` refuses what cannot be started; nothing is asked of a run that is there already.

    Raises:
        IdempotencyConflict: if the key was used for something else.
    """
    wanted = {
        "employer_id": employer_id,
        "kind": kind.value,
        "key_on": key_on,
        "subject": subject,
    }
    if idempotency_key is None:
        return _open(actor, wanted, check).id

    def execute(command_id: UUID) -> None:
        _again(_open(actor, wanted, check).id)

    once(
        kind.value,
        actor=actor,
        idempotency_key=idempotency_key,
        request=request,
        execute=execute,
    )
    return Run.objects.values_list("id", flat=True).get(**wanted)


def _open(actor: Actor, wanted: dict[str, Any], check: Callable[[], object]) -> Run:
    known = Run.objects.filter(**wanted).first()
    if known is not None:
        return known
    check()
    return Run.objects.get_or_create(**wanted, defaults={"started_by": actor.id})[0]


def _again(run_id: UUID) -> None:
    run = Run.objects.select_for_update().get(pk=run_id)
    if run.finished_at is None:
        return
    RunNote.objects.filter(run=run).delete()
    Run.objects.filter(pk=run_id).update(
        finished_at=None, times=run.times + 1, place="", done=0, made=0, ended=0, skipped=0
    )


def run_in_chunks(run_id: UUID, step: Callable[[Run], Chunk]) -> RunValue:
    """
    Do chunk after chunk until `step` says that there is no next place.

    A chunk that meets somebody else's change at the same moment (a constraint, a deadlock) is
    rolled back and looked at again: then it sees that change.
    """
    while not _one_chunk(run_id, step):
        pass
    return run_value(Run.objects.get(pk=run_id))


def _one_chunk(run_id: UUID, step: Callable[[Run], Chunk]) -> bool:
    for tries_left in reversed(range(_TRIES)):
        try:
            with transaction.atomic():
                run = Run.objects.select_for_update().get(pk=run_id)
                if run.finished_at is None:
                    _note(run, step(run))
                return run.finished_at is not None
        except DatabaseError as exc:
            if not tries_left or not isinstance(exc, IntegrityError | OperationalError):
                raise
    raise AssertionError("unreachable: the last try returns or raises")


def _note(run: Run, chunk: Chunk) -> None:
    insert_many(
        [
            RunNote(
                run=run,
                employee_id=note.employee_id,
                enrolment_id=note.enrolment_id,
                reason=str(note.reason),
                detail=note.detail[:1000],
                row=note.row,
                field=note.field[:100],
                value=note.value[:400],
            )
            for note in chunk.skipped
        ]
    )
    run.done += chunk.done
    run.made += chunk.made
    run.ended += chunk.ended
    run.skipped += len(chunk.skipped)
    if chunk.place is None:
        run.finished_at = timezone.now()
    else:
        run.place = chunk.place
    run.save(update_fields=["done", "made", "ended", "skipped", "finished_at", "place"])
