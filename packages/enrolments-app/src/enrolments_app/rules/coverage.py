"""
Does an employee's existing cover leave room for a new one?
"""

import datetime as dt
from collections.abc import Iterable

from domain_kit.periods import Period
from enrolments_app.data import Enrolment, Quote
from enrolments_app.errors import EndsBeforeStart, NotOffered


def first_overlap(wanted: Period, existing: Iterable[Enrolment]) -> Enrolment | None:
    """
    The first existing enrolment that covers a wanted day; cancelled and waived ones cover none
    (C-21).
    """
    for enrolment in existing:
        if enrolment.ends_on and enrolment.ends_on < enrolment.starts_on:
            continue  # How older releases wrote "cancelled": it ends before it starts.
        if enrolment.coverage and enrolment.coverage.overlaps(wanted):
            return enrolment
    return None


def require_available(quote: Quote, starts_on: dt.date) -> None:
    """
    Raises:
        NotOffered: if the option is not available on the first day.
    """
    if not quote.available.contains(starts_on):
        raise NotOffered(
            quote.option_id,
            starts_on,
            f"it is offered from {quote.available}. Choose a day in that period.",
        )


def require_order(starts_on: dt.date, ends_on: dt.date) -> None:
    """
    Raises:
        EndsBeforeStart: if the last day is before the first.
    """
    if ends_on < starts_on:
        raise EndsBeforeStart(starts_on, ends_on)
