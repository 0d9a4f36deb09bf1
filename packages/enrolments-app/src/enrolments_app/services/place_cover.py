"""
Write down a new cover, its members and its first change in one statement.
"""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from domain_kit.actor import Actor
from domain_kit.identifiers import new_id
from domain_kit.money import Money
from enrolments_app import models
from enrolments_app.data import (
    ChangeKind,
    EmployeeFacts,
    EnrolmentStatus,
    Person,
    Quote,
    Source,
)
from enrolments_app.errors import OverlappingCoverage
from enrolments_app.models.enrolment import COUNTS
from enrolments_app.queries.values import days_of
from enrolments_app.rules.coverage import days_of_cover
from enrolments_app.rules.employee_ids import stored_id
from enrolments_app.rules.people import shares
from enrolments_app.rules.texts import require_text
from enrolments_app.services.priced_row import price_by_quote
from enrolments_app.services.sql import insert_of
from enrolments_app.services.tell import change_of, tell


def place_cover(
    *,
    actor: Actor,
    facts: EmployeeFacts,
    quote: Quote,
    people: Sequence[Person],
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    kind: ChangeKind = ChangeKind.INITIAL,
    source: Source = Source.ADMIN,
    source_id: UUID | None = None,
    predecessor_id: UUID | None = None,
    reason: str = "enrolled",
    enrolment_id: UUID | None = None,
) -> models.Enrolment:
    """
    Cover from a day on, to the end of the plan year or of the employment unless `ends_on` is
    earlier. Asks nobody for permission: call it inside a command, after its checks.

    Raises:
        OverlappingCoverage: if a day is covered by the same benefit already (C-21): the exclusion
            constraint decides, whoever else is writing.
        TextNotStorable: if the reason is too long or no text.
        NotEmployed, NotOffered, EndsBeforeStart: see `days_of_cover`.
    """
    require_text("reason", reason, longest=200, shortest=0)
    days = days_of_cover(facts=facts, quote=quote, starts_on=starts_on, ends_on=ends_on)
    row = models.Enrolment(
        id=enrolment_id or new_id(),
        employer_id=facts.employer_id,
        employee_id=stored_id(facts.employee_id),
        benefit_id=quote.benefit_id,
        plan_id=quote.plan_id,
        option_id=quote.option_id,
        plan_year_id=quote.plan_year_id,
        coverage=DateRange(days.start, days.end),
        status=EnrolmentStatus.ACTIVE.value,
        source=source.value,
        source_id=source_id,
        predecessor_id=predecessor_id,
        reason=reason,
        decided_at=timezone.now(),
        reversed=False,
        version=1,
    )
    price_by_quote(row, quote)
    write_cover(actor=actor, row=row, people=people, parts=shares(quote, people), kind=kind)
    return row


def write_cover(
    *,
    actor: Actor,
    row: models.Enrolment,
    people: Sequence[Person],
    parts: Sequence[Money],
    kind: ChangeKind,
) -> None:
    """
    A row that is not stored yet, with its members and their parts of the price, and tell of it.

    Raises:
        OverlappingCoverage: if a day is covered by the same benefit already (C-21).
    """
    days = days_of(row)
    change = change_of(
        row, kind, actor=actor, before=None, effective_on=days.start, reason=row.reason
    )
    change.id = _write(row, change, people, parts)
    row._state.adding = change._state.adding = False
    tell(change)


def _write(
    row: models.Enrolment,
    change: models.EnrolmentChange,
    people: Sequence[Person],
    parts: Sequence[Money],
) -> int:
    placed, placed_params = insert_of(row)
    logged, logged_params = insert_of(change, source="placed", given={"enrolment_id": "placed.id"})
    # DO NOTHING waits for a rival that has not committed, and leaves the transaction usable.
    sql = f"""
        WITH placed AS ({placed} ON CONFLICT DO NOTHING RETURNING id),
        members AS (
            INSERT INTO enrolments_app_enrolmentmember
                (enrolment_id, key, name, relationship, born_on, disabled, share)
            SELECT placed.id, m.key, m.name, m.relationship, m.born_on, m.disabled, m.share
            FROM placed, unnest(%s::text[], %s::text[], %s::text[], %s::date[], %s::boolean[],
                %s::numeric[]) WITH ORDINALITY
                AS m(key, name, relationship, born_on, disabled, share, place)
            ORDER BY m.place
        )
        {logged} RETURNING id"""
    columns = [
        [person.key for person in people],
        [person.name for person in people],
        [person.relationship for person in people],
        [person.born_on for person in people],
        [person.disabled for person in people],
        [part.amount for part in parts],
    ]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*placed_params, *columns, *logged_params])
        written = cursor.fetchone()
    if written is None:
        raise overlap_of(row)
    return int(written[0])


def overlap_of(row: models.Enrolment) -> OverlappingCoverage:
    """
    The refusal that names the cover in the way of a row.
    """
    rivals = models.Enrolment.objects.filter(
        COUNTS,
        employee_id=row.employee_id,
        benefit_id=row.benefit_id,
        coverage__overlap=row.coverage,
    ).exclude(pk=row.pk)
    existing_id = rivals.values_list("id", flat=True).first()
    # None: the rival was undone in the meantime; a retry with a new key will succeed.
    return OverlappingCoverage(row.employee_id, row.benefit_id, existing_id or row.id)
