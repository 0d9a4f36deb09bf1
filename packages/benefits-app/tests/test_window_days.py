"""
Are windows days of the employer's calendar, whoever has written them?
"""

import datetime as dt

import pytest
from django.core.management import call_command

from benefits_app import api, models
from benefits_app.testing import builders, ids
from tests.migrating import execute, migrate

FIRST, LAST = dt.date(2027, 3, 1), dt.date(2027, 3, 28)


def utc(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=dt.UTC)


@pytest.fixture
def year(db):
    return builders.build_plan_year()


@pytest.fixture
def window(year, hr):
    return open_window(hr, year)


def open_window(hr, year, *, kind="annual", opens_on=FIRST, closes_on=LAST):
    return api.open_window(
        actor=hr,
        idempotency_key=f"{kind} {opens_on}",
        plan_year_id=year.id,
        kind=kind,
        opens_on=opens_on,
        closes_on=closes_on,
    )


def extend(hr, window, closes_on, key="x"):
    return api.extend_window(
        actor=hr, idempotency_key=key, window_id=window.id, closes_on=closes_on
    )


class TestWindow:
    def test_c_13_has_the_days_it_was_opened_for(self, window):
        assert (window.opens_on, window.closes_on) == (FIRST, LAST)
        assert (window.time_zone, window.needs_review) == ("Europe/London", False)

    def test_c_13_is_open_in_sydney_until_it_closes_in_london(self, window, hr):
        sydney = dt.timezone(dt.timedelta(hours=11))

        def found(hour, minute):
            at = dt.datetime(2027, 3, 29, hour, minute, tzinfo=sydney)
            return api.open_windows(actor=hr, employer_id=ids.ACME, at=at)

        assert found(9, 59) == (window,)
        assert found(10, 0) == ()

    def test_c_14_a_day_without_midnight_opens_at_its_first_instant(self, db, hr):
        year = builders.build_plan_year(year=2028, time_zone="America/Santiago")

        opened = open_window(hr, year, opens_on=dt.date(2027, 9, 5), closes_on=dt.date(2027, 9, 30))

        assert opened.opens_at == utc(2027, 9, 5, 4)

    def test_c_15_an_extension_remembers_the_day_announced_first(self, window, hr):
        extend(hr, window, dt.date(2027, 4, 2))

        longest = extend(hr, window, dt.date(2027, 4, 5), key="y")

        assert (longest.closes_on, longest.extended_from) == (dt.date(2027, 4, 5), LAST)

    def test_a_window_for_new_hires_is_for_those_hired_in_it(self, year, hr):
        open_window(hr, year, kind="new_hire")

        def found(hired_on):
            facts = api.EmployeeFacts(employee_id="1", employer_id=ids.ACME, hired_on=hired_on)
            at = utc(2027, 3, 10)
            return api.open_windows(actor=hr, employer_id=ids.ACME, at=at, facts=facts)

        assert found(dt.date(2020, 1, 1)) == ()
        assert len(found(dt.date(2027, 3, 5))) == 1


class TestRequireOpenWindow:
    def test_answers_the_open_one(self, window, hr, year):
        found = api.require_open_window(actor=hr, plan_year_id=year.id, at=utc(2027, 3, 10))

        assert found == window

    def test_says_when_the_next_one_opens_in_its_zone(self, window, hr, year):
        with pytest.raises(api.WindowClosed) as refusal:
            api.require_open_window(actor=hr, plan_year_id=year.id, at=utc(2027, 2, 10))

        assert refusal.value.opens_at == utc(2027, 3, 1)
        assert "2027-03-29 00:00 (Europe/London)" in str(refusal.value)

    def test_says_that_there_is_none(self, hr, year):
        with pytest.raises(api.WindowNotPlanned, match="Ask HR to open one"):
            api.require_open_window(actor=hr, plan_year_id=year.id, at=utc(2027, 2, 10))


def insert(year, opens_at, closes_at):
    """
    As 2.2 writes: instants alone.
    """
    ((pk,),) = execute(
        "INSERT INTO benefits_app_enrolmentwindow"
        " (id, employer_id, plan_year_id, kind, opens_at, closes_at)"
        " VALUES (gen_random_uuid(), %s, %s, 'annual', %s, %s) RETURNING id",
        [ids.ACME, year.id, opens_at, closes_at],
    )
    return pk


class TestOldRelease:
    """
    2.2 serves beside this release, and knows instants only.
    """

    def test_its_windows_get_their_days(self, year):
        pk = insert(year, utc(2027, 3, 1), utc(2027, 3, 28, 23))

        row = models.EnrolmentWindow.objects.get(pk=pk)

        assert (row.opens_on, row.closes_on, row.needs_review) == (FIRST, LAST, False)

    def test_its_extensions_move_the_last_day(self, window):
        execute(
            "UPDATE benefits_app_enrolmentwindow SET closes_at = %s WHERE id = %s",
            [utc(2027, 4, 2, 23), window.id],
        )

        row = models.EnrolmentWindow.objects.get(pk=window.id)
        assert row.closes_on == dt.date(2027, 4, 2)

    @pytest.mark.parametrize(
        ("opens_at", "closes_at"),
        [
            (utc(2027, 3, 1, 23), utc(2027, 3, 28, 23)),
            (utc(2027, 3, 1), utc(2027, 3, 29)),
            (utc(2027, 3, 1), utc(2027, 3, 1)),
        ],
    )
    def test_a_window_within_a_day_needs_review(self, year, opens_at, closes_at):
        pk = insert(year, opens_at, closes_at)

        assert models.EnrolmentWindow.objects.get(pk=pk).needs_review


class TestReview:
    @pytest.fixture
    def odd(self, year):
        return insert(year, utc(2027, 3, 1, 23), utc(2027, 3, 28, 12))

    def test_is_open_at_its_instants_meanwhile(self, odd, hr):
        assert not api.open_windows(actor=hr, employer_id=ids.ACME, at=utc(2027, 3, 1, 12))

    def test_hr_settles_the_days(self, odd, hr):
        settled = api.confirm_window(
            actor=hr, idempotency_key="c", window_id=odd, opens_on=FIRST, closes_on=LAST
        )

        assert (settled.opens_at, settled.closes_at) == (utc(2027, 3, 1), utc(2027, 3, 28, 23))
        assert not settled.needs_review

    def test_settled_days_are_only_extended(self, window, hr):
        with pytest.raises(api.WindowNeedsNoReview, match="extend it"):
            api.confirm_window(
                actor=hr, idempotency_key="c", window_id=window.id, opens_on=FIRST, closes_on=FIRST
            )

    def test_the_command_lists_and_settles_them(self, odd, capsys):
        call_command("benefits_review_windows")
        call_command("benefits_review_windows", "--accept")

        said = capsys.readouterr().out
        assert "touches the days 2027-03-01 to 2027-03-28 (Europe/London)" in said
        assert "1 to review." in said
        assert "1 settled." in said
        assert not models.EnrolmentWindow.objects.get(pk=odd).needs_review


@pytest.mark.django_db(transaction=True)
class TestUpgrade:
    def test_every_window_gets_its_days_and_odd_ones_a_flag(self):
        year = builders.build_plan_year()
        migrate("0022_band_price_default")
        whole = insert(year, utc(2027, 3, 1), utc(2027, 3, 28, 23))
        odd = insert(year, utc(2027, 10, 1), utc(2027, 10, 28))

        migrate()

        rows = models.EnrolmentWindow.objects.in_bulk([whole, odd])
        assert (rows[whole].opens_on, rows[whole].closes_on) == (FIRST, LAST)
        assert (rows[whole].needs_review, rows[odd].needs_review) == (False, True)
        assert rows[odd].opens_on == dt.date(2027, 10, 1)
