"""
Do windows open and close at the instants of the employer's own calendar?
"""

import datetime as dt

import pytest

from benefits_app import api
from benefits_app.rules.windows import first_instant, window_instants
from benefits_app.testing import ids

LONDON = "Europe/London"


def utc(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=dt.UTC)


class TestWindowInstants:
    def test_c_13_the_day_clocks_go_forward_ends_an_hour_early(self):
        _, closes_at = window_instants(
            opens_on=dt.date(2027, 3, 1), closes_on=dt.date(2027, 3, 28), time_zone=LONDON
        )

        assert closes_at == utc(2027, 3, 28, 23)

    def test_c_13_the_day_clocks_go_back_lasts_25_hours(self):
        day = dt.date(2027, 10, 31)

        opens_at, closes_at = window_instants(opens_on=day, closes_on=day, time_zone=LONDON)

        assert opens_at == utc(2027, 10, 30, 23)
        assert closes_at - opens_at == dt.timedelta(hours=25)

    @pytest.mark.parametrize(
        ("day", "zone", "instant"),
        [
            (dt.date(2027, 4, 30), "Africa/Cairo", utc(2027, 4, 29, 22)),
            (dt.date(2027, 9, 5), "America/Santiago", utc(2027, 9, 5, 4)),
        ],
    )
    def test_c_14_a_day_without_midnight_opens_at_its_first_instant(self, day, zone, instant):
        assert first_instant(day, zone) == instant


class TestOpenWindow:
    @pytest.fixture
    def window(self, seeded, hr):
        return api.open_window(
            actor=hr,
            idempotency_key="w1",
            plan_year_id=ids.ACME_2027,
            kind="annual",
            opens_on=dt.date(2027, 3, 1),
            closes_on=dt.date(2027, 3, 28),
        )

    def test_c_13_accepts_until_the_last_instant_and_not_after(self, window, hr):
        last = utc(2027, 3, 28, 22, 59, 59, 999999)

        def found(at):
            return api.open_windows(actor=hr, employer_id=ids.ACME, at=at)

        assert found(last) == (window,)
        assert found(last + dt.timedelta(microseconds=1)) == ()

    def test_an_extension_moves_the_end_later(self, window, hr):
        extended = api.extend_window(
            actor=hr, idempotency_key="w2", window_id=window.id, closes_on=dt.date(2027, 4, 2)
        )

        assert extended.closes_at == utc(2027, 4, 2, 23)

    def test_an_extension_never_takes_time_away(self, window, hr):
        with pytest.raises(api.WindowOnlyMovesLater, match="Choose a later day"):
            api.extend_window(
                actor=hr, idempotency_key="w2", window_id=window.id, closes_on=dt.date(2027, 3, 20)
            )

    def test_a_stranger_cannot_extend_it(self, window, stranger):
        with pytest.raises(api.WindowNotFound):
            api.extend_window(
                actor=stranger,
                idempotency_key="w2",
                window_id=window.id,
                closes_on=dt.date(2027, 4, 2),
            )

    def test_refuses_to_close_before_it_opens(self, seeded, hr):
        with pytest.raises(api.WindowOnlyMovesLater):
            api.open_window(
                actor=hr,
                idempotency_key="w1",
                plan_year_id=ids.ACME_2027,
                kind="annual",
                opens_on=dt.date(2027, 3, 2),
                closes_on=dt.date(2027, 3, 1),
            )

    def test_asks_for_an_aware_instant(self, seeded, hr):
        with pytest.raises(ValueError, match="time zone"):
            api.open_windows(actor=hr, employer_id=ids.ACME, at=dt.datetime(2027, 3, 1))  # noqa: DTZ001
