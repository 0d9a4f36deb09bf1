"""
Let cover stop from a day on, whatever that day is to the cover.
"""

import datetime as dt

from domain_kit.actor import Actor
from domain_kit.periods import Period
from enrolments_app.data import ChangeKind, EnrolmentStatus
from enrolments_app.data.cover import STOPPED
from enrolments_app.models.enrolment import Enrolment
from enrolments_app.queries.values import days_of
from enrolments_app.rules.coverage import day_before
from enrolments_app.services.alter_cover import alter_cover


def stop_cover(*, actor: Actor, row: Enrolment, from_day: dt.date, reason: str) -> None:
    """
    End a locked row the day before; from its own first day on it is cancelled. Asks nobody for
    permission.
    """
    days = days_of(row)
    if from_day <= days.start:
        alter_cover(
            actor=actor,
            row=row,
            kind=ChangeKind.CANCEL,
            status=EnrolmentStatus.CANCELLED,
            effective_on=days.start,
            reason=reason,
        )
        return
    alter_cover(
        actor=actor,
        row=row,
        kind=ChangeKind.TERMINATE,
        days=Period(start=days.start, end=from_day),
        status=STOPPED,
        effective_on=day_before(from_day),
        reason=reason,
    )
