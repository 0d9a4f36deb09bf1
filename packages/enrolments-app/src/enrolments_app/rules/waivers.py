"""
Which reasons and days may a waiver have?
"""

import datetime as dt
from uuid import UUID

from domain_kit.periods import Period
from enrolments_app.data.waivers import WaiverReason
from enrolments_app.errors.waivers import (
    UnknownWaiverReason,
    WaiverEndsBeforeStart,
    WaiverOutsidePlanYear,
)

REASONS = tuple(reason for reason in WaiverReason if reason is not WaiverReason.UNKNOWN)


def waiver_reason(code: str) -> WaiverReason:
    """
    The reason of a code; `unknown` is for what older releases left.

    Raises:
        UnknownWaiverReason: if it is none.
    """
    for reason in REASONS:
        if reason == code:
            return reason
    raise UnknownWaiverReason(code, tuple(reason.value for reason in REASONS))


def require_within(period: Period, *, plan_year_id: UUID, year: Period | None) -> None:
    """
    `year` are the days of the plan year, None if the employer has no such year.

    Raises:
        WaiverOutsidePlanYear: if some of the days are not of the plan year.
    """
    if year is None or year.intersection(period) != period:
        raise WaiverOutsidePlanYear(plan_year_id, str(period), "" if year is None else str(year))


def waiver_period(starts_on: dt.date, ends_on: dt.date) -> Period:
    """
    The days of a waiver, from its first to its last.

    Raises:
        WaiverEndsBeforeStart: if the last day is before the first.
    """
    if ends_on < starts_on:
        raise WaiverEndsBeforeStart(starts_on, ends_on)
    return Period.inclusive(starts_on, ends_on)
