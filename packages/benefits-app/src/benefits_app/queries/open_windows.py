"""
Which windows accept an election at this instant?
"""

import datetime as dt
from uuid import UUID

from benefits_app import models
from benefits_app.data import Window
from benefits_app.errors import InstantWithoutZone
from benefits_app.queries.values import window_value
from domain_kit.actor import Actor


def open_windows(*, actor: Actor, employer_id: UUID, at: dt.datetime) -> tuple[Window, ...]:
    """
    The windows with opens_at <= `at` < closes_at; several may be open at once.

    Raises:
        TenantForbidden: unless the actor acts for the employer.
        InstantWithoutZone: if `at` has no time zone; it is a ValueError, too.
    """
    actor.require_employer(employer_id)
    if at.tzinfo is None:
        raise InstantWithoutZone(at)
    windows = models.EnrolmentWindow.objects.filter(
        employer_id=employer_id, opens_at__lte=at, closes_at__gt=at
    )
    return tuple(window_value(window) for window in windows)
