"""
End a cover the day before and start its successor: a new price, option or household.
"""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from domain_kit.actor import Actor
from domain_kit.periods import Period
from enrolments_app import models
from enrolments_app.data import (
    STOPPED,
    ChangeKind,
    EmployeeFacts,
    EnrolmentStatus,
    Person,
    Quote,
    Source,
)
from enrolments_app.queries.values import days_of
from enrolments_app.services.alter_cover import alter_cover
from enrolments_app.services.place_cover import place_cover


def replace_cover(
    *,
    actor: Actor,
    row: models.Enrolment,
    facts: EmployeeFacts,
    quote: Quote,
    people: Sequence[Person],
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    kind: ChangeKind,
    source: Source = Source.ADMIN,
    source_id: UUID | None = None,
    reason: str,
    enrolment_id: UUID | None = None,
) -> models.Enrolment:
    """
    The successor, from `starts_on`; the row, which the caller has locked, ends the day before.

    From its own first day on, the row is cancelled: the successor has all its days. The change log
    tells both (C-22). Asks nobody for permission.

    Raises:
        OverlappingCoverage, NotEmployed, NotOffered: as `place_cover`.
    """
    days = days_of(row)
    if starts_on <= days.start:
        alter_cover(
            actor=actor,
            row=row,
            kind=ChangeKind.CANCEL,
            status=EnrolmentStatus.CANCELLED,
            effective_on=days.start,
            reason=reason,
        )
    else:
        alter_cover(
            actor=actor,
            row=row,
            kind=ChangeKind.TERMINATE,
            days=Period(start=days.start, end=starts_on),
            status=STOPPED,
            effective_on=starts_on - dt.timedelta(days=1),
            reason=reason,
        )
    return place_cover(
        actor=actor,
        facts=facts,
        quote=quote,
        people=people,
        starts_on=starts_on,
        ends_on=ends_on,
        kind=kind,
        source=source,
        source_id=source_id,
        predecessor_id=row.id,
        reason=reason,
        enrolment_id=enrolment_id,
    )
