"""
Does cover go on in the next plan year, in which option, or why not (C-24)?
"""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from domain_kit.periods import Period
from enrolments_app.data.runs import SkipReason


def goes_on_as(
    *,
    option_id: UUID,
    days: Period | None,
    starts_on: dt.date,
    mapping: Mapping[UUID, UUID | None],
    elected: bool,
    waived: bool,
    employed: bool,
) -> UUID | SkipReason:
    """
    The option of the next plan year, which begins on `starts_on`, or why there is none.

    `days` are those that count, None if none does. `elected` is other cover by the benefit from
    `starts_on` on.
    """
    if days is None:
        return SkipReason.CANCELLED
    if days.end is not None and days.end < starts_on:
        return SkipReason.ENDED
    if elected or days.start >= starts_on:
        return SkipReason.ELECTED
    if waived:
        return SkipReason.WAIVED
    if not employed:
        return SkipReason.NOT_EMPLOYED
    return mapping.get(option_id) or SkipReason.MUST_CHOOSE
