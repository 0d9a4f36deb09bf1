"""
Let many covers go on from a day with other people or at another price: an end and a successor each.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from domain_kit.actor import Actor
from domain_kit.errors import DomainError
from enrolments_app import models
from enrolments_app.data import ChangeKind, EmployeeFacts, Person, Quote, Source
from enrolments_app.data.runs import SkipReason
from enrolments_app.queries.people_of_many import aged_by
from enrolments_app.queries.values import days_of
from enrolments_app.services.chunks import facts_of
from enrolments_app.services.quote_covers import Asked, quote_covers
from enrolments_app.services.run_in_chunks import Note
from enrolments_app.services.write_many import End, Start, start_of, write_many


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class GoOn:
    """
    A locked row that goes on from `starts_on` for these people; `begun` if its first day is past.
    """

    row: models.Enrolment
    people: tuple[Person, ...]
    starts_on: dt.date
    kind: ChangeKind
    reason: str
    begun: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class WentOn:
    """
    How many went on, and who did not.
    """

    made: int
    skipped: tuple[Note, ...]


def go_on(
    *,
    actor: Actor,
    employer_id: UUID,
    changes: Sequence[GoOn],
    differs: Callable[[models.Enrolment, Quote], bool] = lambda row, quote: True,
) -> WentOn:
    """
    End each row the day before and start its successor, which keeps the row's last day. A row
    whose quote does not differ stays as it is.

    One question to the directory for each first day, one to the catalogue, and the statements of
    `write_many`: none of them grows with the people.
    """
    facts = _facts(changes, employer_id)
    known = [change for change in changes if _key(change) in facts]
    notes = [
        _note(change, SkipReason.NOT_EMPLOYED, "The directory does not know the employee.")
        for change in changes
        if _key(change) not in facts
    ]
    ends: list[End] = []
    starts: list[Start] = []
    for change, answer in zip(known, _quotes(actor, known, facts), strict=True):
        try:
            start = _start(change, answer, facts[_key(change)])
        except DomainError as refusal:
            notes.append(_note(change, SkipReason.NOT_OFFERED, str(refusal)))
            continue
        if differs(change.row, start.quote):
            starts.append(start)
            ends.append(_end(change))
    write_many(actor=actor, ends=ends, starts=starts)
    return WentOn(made=len(starts), skipped=tuple(notes))


def _key(change: GoOn) -> tuple[str, dt.date]:
    return str(change.row.employee_id), change.starts_on


def _facts(
    changes: Sequence[GoOn], employer_id: UUID
) -> Mapping[tuple[str, dt.date], EmployeeFacts]:
    found: dict[tuple[str, dt.date], EmployeeFacts] = {}
    for day in sorted({change.starts_on for change in changes}):
        rows = [change.row for change in changes if change.starts_on == day]
        people = facts_of(rows, employer_id, on=day)
        found |= {(employee_id, day): facts for employee_id, facts in people.items()}
    return found


def _quotes(
    actor: Actor,
    changes: Sequence[GoOn],
    facts: Mapping[tuple[str, dt.date], EmployeeFacts],
) -> Sequence[Quote | DomainError]:
    return quote_covers(
        actor=actor,
        asked=[
            Asked(
                row=change.row,
                people=aged_by(facts[_key(change)], change.people),
                option_id=change.row.option_id,
                on=change.starts_on,
            )
            for change in changes
        ],
    )


def _start(change: GoOn, answer: Quote | DomainError, facts: EmployeeFacts) -> Start:
    if isinstance(answer, DomainError):
        raise answer
    row = change.row
    return start_of(
        facts=facts,
        quote=answer,
        people=change.people,
        starts_on=change.starts_on,
        ends_on=days_of(row).last,
        kind=change.kind,
        source=Source(row.source),
        source_id=row.source_id,
        predecessor_id=row.id,
        reason=change.reason,
    )


def _end(change: GoOn) -> End:
    # From its own first day on, the successor has all its days.
    whole = change.starts_on <= days_of(change.row).start
    return End(
        row=change.row,
        last_day=None if whole else change.starts_on - dt.timedelta(days=1),
        kind=ChangeKind.CANCEL if whole else ChangeKind.TERMINATE,
        reason=change.reason,
        begun=whole and change.begun,
    )


def _note(change: GoOn, reason: SkipReason, detail: str) -> Note:
    return Note(
        employee_id=str(change.row.employee_id),
        enrolment_id=change.row.id,
        reason=reason,
        detail=detail,
    )
