"""
Write many ends and many starts of cover at once: a number of statements that does not grow.
"""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from domain_kit.actor import Actor
from domain_kit.identifiers import new_id
from domain_kit.periods import Period
from enrolments_app import conf, models
from enrolments_app.data import (
    STOPPED,
    ChangeKind,
    EmployeeFacts,
    EnrolmentChange,
    EnrolmentStatus,
    Person,
    Quote,
    Source,
)
from enrolments_app.feed import FEED
from enrolments_app.queries.values import change_value, counted_days
from enrolments_app.rules.coverage import days_of_cover
from enrolments_app.rules.employee_ids import stored_id
from enrolments_app.rules.people import shares
from enrolments_app.services.priced_row import price_by_quote
from enrolments_app.services.sql import insert_many
from enrolments_app.services.tell import change_of


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """
    A locked row that gets a last day, or no day at all: `last_day` None.

    Without a day it is cancelled; if it had begun (`begun`) it is terminated and reversed.
    """

    row: models.Enrolment
    last_day: dt.date | None
    kind: ChangeKind
    reason: str
    begun: bool = False
    cause: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """
    New cover: its days are known already (`start_of`).
    """

    facts: EmployeeFacts
    quote: Quote
    people: tuple[Person, ...]
    days: Period
    kind: ChangeKind
    source: Source
    reason: str
    source_id: UUID | None = None
    predecessor_id: UUID | None = None


def start_of(
    *,
    facts: EmployeeFacts,
    quote: Quote,
    people: tuple[Person, ...],
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    kind: ChangeKind,
    source: Source,
    reason: str,
    source_id: UUID | None = None,
    predecessor_id: UUID | None = None,
) -> Start:
    """
    New cover to write, with the days that its plan year and employment allow.

    Raises:
        NotEmployed, NotOffered, EndsBeforeStart: see `days_of_cover`.
    """
    days = days_of_cover(facts=facts, quote=quote, starts_on=starts_on, ends_on=ends_on)
    return Start(
        facts=facts,
        quote=quote,
        people=people,
        days=days,
        kind=kind,
        source=source,
        reason=reason,
        source_id=source_id,
        predecessor_id=predecessor_id,
    )


def write_many(
    *, actor: Actor, ends: Sequence[End] = (), starts: Sequence[Start] = ()
) -> tuple[EnrolmentChange, ...]:
    """
    The ends first and then the starts, each with its entry of the change log; then the observers
    hear of all. Asks nobody for permission: call it inside a transaction, after the checks.

    Raises:
        IntegrityError: of the exclusion constraint, if a start meets other cover (C-21); whoever
            calls rolls its chunk back, and looks again.
    """
    if not ends and not starts:
        return ()
    FEED.begin()
    changes = [*_end(actor, ends), *_start(actor, starts)]
    insert_many(changes)
    told = tuple(change_value(change) for change in changes)
    for observer in conf.observers.resolve():
        together = getattr(observer, "enrolments_changed", None)
        if together is not None:
            together(told)
            continue
        for change in told:
            observer.enrolment_changed(change)
    return told


def _end(actor: Actor, ends: Sequence[End]) -> list[models.EnrolmentChange]:
    changes = []
    for end in ends:
        row = end.row
        before = counted_days(row)
        start = row.coverage.lower
        if end.last_day is None:
            row.status = (STOPPED if end.begun else EnrolmentStatus.CANCELLED).value
            row.reversed = end.begun
        else:
            row.coverage = DateRange(start, end.last_day + dt.timedelta(days=1))
            row.status = STOPPED.value
        row.reason = end.reason
        row.end_cause = end.cause
        row.version += 1
        changes.append(
            change_of(
                row,
                end.kind,
                actor=actor,
                before=before,
                effective_on=end.last_day or start,
                reason=end.reason,
            )
        )
    _update([end.row for end in ends])
    return changes


def _update(rows: Sequence[models.Enrolment]) -> None:
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE enrolments_app_enrolment e
            SET coverage = daterange(u.first, u."end"), status = u.status, reversed = u.reversed,
                reason = u.reason, end_cause = u.end_cause, version = u.version
            FROM unnest(%s::uuid[], %s::date[], %s::date[], %s::text[], %s::boolean[], %s::text[],
                %s::text[], %s::int[])
                AS u(id, first, "end", status, reversed, reason, end_cause, version)
            WHERE e.id = u.id""",
            [
                [row.id for row in rows],
                [row.coverage.lower for row in rows],
                [row.coverage.upper for row in rows],
                [row.status for row in rows],
                [row.reversed for row in rows],
                [row.reason for row in rows],
                [row.end_cause for row in rows],
                [row.version for row in rows],
            ],
        )


def _start(actor: Actor, starts: Sequence[Start]) -> list[models.EnrolmentChange]:
    now = timezone.now()
    rows = [_row(start, now) for start in starts]
    insert_many(rows)
    insert_many(
        [
            models.EnrolmentMember(
                enrolment=row,
                key=person.key,
                name=person.name,
                relationship=person.relationship,
                born_on=person.born_on,
                disabled=person.disabled,
                share=part.amount,
            )
            for row, start in zip(rows, starts, strict=True)
            for person, part in zip(start.people, shares(start.quote, start.people), strict=True)
        ]
    )
    return [
        change_of(
            row,
            start.kind,
            actor=actor,
            before=None,
            effective_on=start.days.start,
            reason=start.reason,
        )
        for row, start in zip(rows, starts, strict=True)
    ]


def _row(start: Start, now: dt.datetime) -> models.Enrolment:
    quote = start.quote
    row = models.Enrolment(
        id=new_id(),
        employer_id=quote.employer_id,
        employee_id=stored_id(start.facts.employee_id),
        benefit_id=quote.benefit_id,
        plan_id=quote.plan_id,
        option_id=quote.option_id,
        plan_year_id=quote.plan_year_id,
        coverage=DateRange(start.days.start, start.days.end),
        status=EnrolmentStatus.ACTIVE.value,
        source=start.source.value,
        source_id=start.source_id,
        predecessor_id=start.predecessor_id,
        reason=start.reason,
        decided_at=now,
        reversed=False,
        version=1,
    )
    price_by_quote(row, quote)
    return row
