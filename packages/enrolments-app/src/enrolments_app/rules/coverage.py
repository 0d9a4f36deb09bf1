"""
Which days does a choice cover, and which end may it get?
"""

import datetime as dt

from domain_kit.periods import Period
from enrolments_app.data import EmployeeFacts, Quote
from enrolments_app.errors import EndsBeforeStart, NotEmployed, NotOffered


def days_of_cover(
    *, facts: EmployeeFacts, quote: Quote, starts_on: dt.date, ends_on: dt.date | None = None
) -> Period:
    """
    From the first day to the end of the plan year or of the employment, whichever comes first.

    `ends_on` is an earlier last day, if one is agreed.

    Raises:
        NotEmployed: if the person is not employed on the first day.
        NotOffered: if the option is another employer's, or is not offered on the first day.
        EndsBeforeStart: if `ends_on` is before the first day.
    """
    if not facts.employed.contains(starts_on):
        raise NotEmployed(facts.employee_id, starts_on, str(facts.employed))
    if quote.employer_id != facts.employer_id:
        raise NotOffered(
            quote.option_id, starts_on, "it is another employer's. Choose one of your own."
        )
    if not quote.available.contains(starts_on):
        raise NotOffered(
            quote.option_id,
            starts_on,
            f"it is offered from {quote.available}. Choose a day in that period.",
        )
    if ends_on is not None:
        require_order(starts_on, ends_on)
    ends = (quote.available.end, facts.employed.end, Period.inclusive(starts_on, ends_on).end)
    return Period(start=starts_on, end=min((end for end in ends if end), default=None))


def require_order(starts_on: dt.date, ends_on: dt.date) -> None:
    """
    Raises:
        EndsBeforeStart: if the last day is before the first.
    """
    if ends_on < starts_on:
        raise EndsBeforeStart(starts_on, ends_on)


def day_before(day: dt.date) -> dt.date:
    """
    The day before.
    """
    return day - dt.timedelta(days=1)
