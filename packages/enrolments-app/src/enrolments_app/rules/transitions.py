"""
Which decision may follow which?
"""

import datetime as dt
from uuid import UUID

from enrolments_app.data import EnrolmentStatus
from enrolments_app.errors import AlreadyTookEffect, IllegalTransition

COUNTED = frozenset({EnrolmentStatus.ACTIVE, EnrolmentStatus.TERMINATED})
STOPPED_STATES = COUNTED - {EnrolmentStatus.ACTIVE}


def require_counted(enrolment_id: UUID, status: str, wanted: str) -> None:
    """
    Raises:
        IllegalTransition: if the enrolment was cancelled or waived.
    """
    if status not in COUNTED:
        raise IllegalTransition(enrolment_id, status, wanted)


def require_ended(enrolment_id: UUID, status: str, wanted: str) -> None:
    """
    Raises:
        IllegalTransition: unless an end was set.
    """
    if status not in STOPPED_STATES:
        raise IllegalTransition(enrolment_id, status, wanted)


def require_not_begun(enrolment_id: UUID, starts_on: dt.date, *, today: dt.date) -> None:
    """
    Raises:
        AlreadyTookEffect: from the first day of cover on.
    """
    if starts_on <= today:
        raise AlreadyTookEffect(enrolment_id, starts_on)
