"""
Write a change down and tell the observers, in the change's own transaction.
"""

import datetime as dt

from django.utils import timezone

from domain_kit.actor import Actor
from domain_kit.periods import Period
from enrolments_app import conf, models
from enrolments_app.data import ChangeKind, EnrolmentStatus
from enrolments_app.queries.values import change_value


def record_change(
    enrolment: models.Enrolment,
    kind: ChangeKind,
    *,
    actor: Actor,
    before: Period | None,
    effective_on: dt.date,
    reason: str,
) -> None:
    """
    Append to the change log and call each observer; one that raises undoes everything.
    """
    row = models.EnrolmentChange.objects.create(
        enrolment=enrolment,
        employer_id=enrolment.employer_id,
        kind=kind,
        starts_on=enrolment.starts_on,
        ends_on=enrolment.ends_on,
        covered=enrolment.status in (EnrolmentStatus.ACTIVE, EnrolmentStatus.ENDED),
        previous_ends_on=before.last if before else None,
        previously_covered=before is not None,
        effective_on=effective_on,
        recorded_at=timezone.now(),
        actor=actor.id,
        reason=reason,
    )
    change = change_value(row)
    for observer in conf.observers.resolve():
        observer.enrolment_changed(change)
