"""
How does a monthly amount meet the pay dates of a year (C-10)?
"""

import calendar
import datetime as dt
from functools import lru_cache

from domain_kit.money import Money
from enrolments_app.data.deductions import PayFrequency, PayPeriod, PaySchedule
from enrolments_app.errors.deductions import PayScheduleNotUsable

_STEP = {
    PayFrequency.BIWEEKLY_24_OF_26: dt.timedelta(days=14),
    PayFrequency.BIWEEKLY_26: dt.timedelta(days=14),
    PayFrequency.WEEKLY_48_OF_52: dt.timedelta(days=7),
    PayFrequency.WEEKLY_52: dt.timedelta(days=7),
}
_A_MONTH = {PayFrequency.BIWEEKLY_24_OF_26: 2, PayFrequency.WEEKLY_48_OF_52: 4}
_DAY = dt.timedelta(days=1)
LONGEST_LAG = 60


def pay_periods(schedule: PaySchedule, *, first: dt.date, last: dt.date) -> tuple[PayPeriod, ...]:
    """
    The pay periods whose pay date is from `first` to `last`, both inclusive, in order.

    Raises:
        PayScheduleNotUsable: if the schedule or the days describe no calendar.
    """
    _require_usable(schedule, first, last)
    years = range(_year_start(schedule, first).year, _year_start(schedule, last).year + 1)
    return tuple(
        period
        for year in years
        for period in _year(schedule, year)
        if first <= period.pay_on <= last
    )


def deduction(monthly: Money, period: PayPeriod, frequency: PayFrequency) -> Money:
    """
    What one pay date takes of a monthly amount.

    "24 of 26": half of it on the first two pay dates of a month and nothing on a third. "26": the
    pay date's part of twelve months, largest remainder first, so that the pay dates of a year add
    up to twelve months whatever their number (26, and 27 in some years).
    """
    if frequency is PayFrequency.MONTHLY:
        return monthly
    times = _A_MONTH.get(frequency)
    if times is None:
        return _part(monthly * 12, period.of, period.place)
    if period.place >= times:
        return Money.zero(monthly.currency)
    return _part(monthly, times, period.place)


@lru_cache(maxsize=4096)
def _part(whole: Money, parts: int, place: int) -> Money:
    return whole.allocate([1] * parts)[place]


def _require_usable(schedule: PaySchedule, first: dt.date, last: dt.date) -> None:
    if last < first:
        raise PayScheduleNotUsable("last", f"{last} is before {first}")
    if not 1 <= schedule.year_starts_in <= 12:
        raise PayScheduleNotUsable("year_starts_in", f"{schedule.year_starts_in} is not a month")
    if not 0 <= schedule.pay_lag_days <= LONGEST_LAG:
        raise PayScheduleNotUsable(
            "pay_lag_days", f"{schedule.pay_lag_days} is not from 0 to {LONGEST_LAG}"
        )
    if not all(1900 <= day.year <= 2199 for day in (first, last, schedule.period_ends_on)):
        raise PayScheduleNotUsable("first", "days are from 1900 to 2199")


def _year_start(schedule: PaySchedule, day: dt.date) -> dt.date:
    start = dt.date(day.year, schedule.year_starts_in, 1)
    return start if start <= day else start.replace(year=day.year - 1)


def _year(schedule: PaySchedule, year: int) -> tuple[PayPeriod, ...]:
    first = dt.date(year, schedule.year_starts_in, 1)
    last = first.replace(year=year + 1) - _DAY
    lag = dt.timedelta(days=schedule.pay_lag_days)
    ends = (
        _month_ends(schedule, first - lag, last - lag)
        if schedule.frequency is PayFrequency.MONTHLY
        else _stepped_ends(schedule, first - lag, last - lag)
    )
    skips = schedule.frequency in _A_MONTH
    pay_dates = [end + lag for _, end in ends]
    periods = []
    for place, (start, end) in enumerate(ends):
        same = (
            [day for day in pay_dates if _month(day) == _month(end + lag)] if skips else pay_dates
        )
        periods.append(
            PayPeriod(
                starts_on=start,
                ends_on=end,
                pay_on=end + lag,
                place=same.index(end + lag) if skips else place,
                of=len(same),
            )
        )
    return tuple(periods)


def _month(day: dt.date) -> tuple[int, int]:
    return day.year, day.month


def _stepped_ends(
    schedule: PaySchedule, first: dt.date, last: dt.date
) -> list[tuple[dt.date, dt.date]]:
    step = _STEP[schedule.frequency]
    # The first period end on or after `first`: the anchor moved by whole steps, back or forth.
    end = first + (schedule.period_ends_on - first) % step
    ends = []
    while end <= last:
        ends.append((end - step + _DAY, end))
        end += step
    return ends


def _month_ends(
    schedule: PaySchedule, first: dt.date, last: dt.date
) -> list[tuple[dt.date, dt.date]]:
    ends = []
    year, month = first.year, first.month
    while dt.date(year, month, 1) <= last:
        end = _end_in(schedule, year, month)
        if first <= end <= last:
            before = _end_in(schedule, year - (month == 1), month - 1 or 12)
            ends.append((before + _DAY, end))
        year, month = year + (month == 12), month % 12 + 1
    return ends


def _end_in(schedule: PaySchedule, year: int, month: int) -> dt.date:
    """
    The period end in a month: the anchor's day, and the last day if the anchor is one.
    """
    days = calendar.monthrange(year, month)[1]
    anchor = schedule.period_ends_on
    if anchor.day == calendar.monthrange(anchor.year, anchor.month)[1]:
        return dt.date(year, month, days)
    return dt.date(year, month, min(anchor.day, days))
