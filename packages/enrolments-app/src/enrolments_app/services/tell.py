"""
What is told of a change, and who hears it?
"""

import datetime as dt

from django.utils import timezone

from domain_kit.actor import Actor
from domain_kit.periods import Period
from enrolments_app import conf, models
from enrolments_app.data import ChangeKind
from enrolments_app.queries.values import change_value, counted_days, days_of


def change_of(
    row: models.Enrolment,
    kind: ChangeKind,
    *,
    actor: Actor,
    before: Period | None,
    effective_on: dt.date,
    reason: str,
) -> models.EnrolmentChange:
    """
    The entry of the change log, not saved yet; `before` are the days that counted until now.
    """
    days = days_of(row)
    return models.EnrolmentChange(
        enrolment=row,
        employer_id=row.employer_id,
        kind=kind.value,
        starts_on=days.start,
        ends_on=days.last,
        covered=counted_days(row) is not None,
        previous_ends_on=before.last if before else None,
        previously_covered=before is not None,
        effective_on=effective_on,
        recorded_at=timezone.now(),
        actor=actor.id,
        reason=reason,
    )


def tell(change: models.EnrolmentChange) -> None:
    """
    Call each observer, in the change's own transaction; one that raises undoes everything.
    """
    value = change_value(change)
    for observer in conf.observers.resolve():
        observer.enrolment_changed(value)
