"""
Is a window open from the first instant of its first day to the last of its last one?
"""

import datetime as dt
import zoneinfo

import pytest

from benefits_app.data import WindowDays
from benefits_app.errors import WindowClosed, WindowOnlyMovesLater
from benefits_app.rules.windows import days_of, extended, instants_of, is_open, require_open

LONDON = WindowDays(
    opens_on=dt.date(2027, 3, 1), closes_on=dt.date(2027, 3, 28), time_zone="Europe/London"
)
SYDNEY = zoneinfo.ZoneInfo("Australia/Sydney")


def utc(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=dt.UTC)


class TestIsOpen:
    @pytest.mark.parametrize(
        ("at", "open_"),
        [
            (utc(2027, 2, 28, 23, 59, 59, 999999), False),
            (utc(2027, 3, 1), True),
            (utc(2027, 3, 28, 22, 59, 59, 999999), True),
            (utc(2027, 3, 28, 23), False),
        ],
    )
    def test_c_13_to_the_last_instant_of_the_day_in_london(self, at, open_):
        assert is_open(LONDON, at) is open_

    @pytest.mark.parametrize(("hour", "minute", "open_"), [(9, 59, True), (10, 0, False)])
    def test_c_13_in_sydney_it_is_already_the_29th(self, hour, minute, open_):
        at = dt.datetime(2027, 3, 29, hour, minute, tzinfo=SYDNEY)

        assert is_open(LONDON, at) is open_

    def test_c_13_the_day_when_clocks_go_back_has_25_hours(self):
        day = dt.date(2027, 10, 31)

        opens_at, closes_at = instants_of(
            WindowDays(opens_on=day, closes_on=day, time_zone="Europe/London")
        )

        assert opens_at == utc(2027, 10, 30, 23)
        assert closes_at - opens_at == dt.timedelta(hours=25)

    @pytest.mark.parametrize(
        ("time_zone", "day", "opens_at"),
        [
            ("Africa/Cairo", dt.date(2027, 4, 30), utc(2027, 4, 29, 22)),
            ("America/Santiago", dt.date(2027, 9, 5), utc(2027, 9, 5, 4)),
        ],
    )
    def test_c_14_a_day_without_midnight_opens_at_its_first_instant(self, time_zone, day, opens_at):
        window = WindowDays(opens_on=day, closes_on=day, time_zone=time_zone)

        assert is_open(window, opens_at)
        assert not is_open(window, opens_at - dt.timedelta(microseconds=1))


class TestRequireOpen:
    def test_tells_when_it_is_in_its_own_zone(self):
        with pytest.raises(WindowClosed, match=r"2027-03-29 00:00 \(Europe/London\)") as refused:
            require_open(LONDON, utc(2027, 3, 28, 23))

        assert refused.value.closes_at == utc(2027, 3, 28, 23)

    def test_lets_through_while_it_is_open(self):
        require_open(LONDON, utc(2027, 3, 28, 22, 59))


class TestDaysOf:
    def test_finds_the_days_of_a_window(self):
        opens_at, closes_at = instants_of(LONDON)

        assert days_of(opens_at=opens_at, closes_at=closes_at, time_zone="Europe/London") == LONDON

    def test_finds_the_day_without_midnight(self):
        day = dt.date(2027, 4, 30)
        window = WindowDays(opens_on=day, closes_on=day, time_zone="Africa/Cairo")
        opens_at, closes_at = instants_of(window)

        assert days_of(opens_at=opens_at, closes_at=closes_at, time_zone="Africa/Cairo") == window

    @pytest.mark.parametrize(
        ("opens_at", "closes_at"),
        [
            (utc(2027, 6, 1), utc(2027, 6, 29, 23)),
            (utc(2027, 5, 31, 23), utc(2027, 6, 30)),
            (utc(2027, 5, 31, 23), utc(2027, 5, 31, 23)),
        ],
        ids=["opens at one in the morning", "closes at one", "is never open"],
    )
    def test_of_instants_that_begin_no_day_there_are_none(self, opens_at, closes_at):
        assert days_of(opens_at=opens_at, closes_at=closes_at, time_zone="Europe/London") is None


class TestExtended:
    def test_c_15_a_later_day_lets_in_who_was_late(self):
        late = utc(2027, 3, 28, 23)

        assert is_open(extended(LONDON, closes_on=dt.date(2027, 3, 29)), late)

    @pytest.mark.parametrize("day", [27, 28])
    def test_no_earlier_day_and_not_the_same(self, day):
        with pytest.raises(WindowOnlyMovesLater):
            extended(LONDON, closes_on=dt.date(2027, 3, day))
