"""
Are windows days of the employer's calendar, whoever has written them?
"""

import datetime as dt

import pytest
from django.core.management import call_command

from benefits_app import api, models
from benefits_app.testing import builders, ids
from tests.migrating import execute, insert_option, insert_table, migrate, start_at

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
        assert window.time_zone == "Europe/London"

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


@pytest.mark.django_db(transaction=True)
class TestUpgrade:
    """
    From instants, which is all that releases before 2.3 wrote.
    """

    def insert(self, opens_at, closes_at):
        ((pk,),) = execute(
            "INSERT INTO benefits_app_enrolmentwindow"
            " (id, employer_id, plan_year_id, kind, opens_at, closes_at)"
            " VALUES (gen_random_uuid(), %s, %s, 'annual', %s, %s) RETURNING id",
            [ids.ACME, ids.ACME_2027, opens_at, closes_at],
        )
        return pk

    @pytest.fixture(params=["0022_band_price_default", "0025_fill_window_days"])
    def at(self, request):
        """
        Before the days are filled, and beside a release that fills them by its trigger.
        """
        start_at(request.param)
        insert_option("60.00")
        insert_table((0, 120, "60.00"))

    def test_whole_days_stay_what_they_are(self, at):
        pk = self.insert(utc(2027, 3, 1), utc(2027, 3, 28, 23))

        migrate()

        row = models.EnrolmentWindow.objects.get(pk=pk)
        assert (row.opens_on, row.closes_on, row.time_zone) == (FIRST, LAST, "Europe/London")
        assert not models.Repair.objects.exists()

    @pytest.mark.parametrize(
        ("opens_at", "closes_at", "closes_on"),
        [
            (utc(2027, 3, 1, 23), utc(2027, 3, 28, 23), LAST),
            (utc(2027, 3, 1), utc(2027, 3, 29), dt.date(2027, 3, 29)),
            (utc(2027, 3, 1), utc(2027, 3, 1), FIRST),
        ],
    )
    def test_parts_of_days_become_whole_and_are_listed(
        self, at, opens_at, closes_at, closes_on, capsys
    ):
        pk = self.insert(opens_at, closes_at)

        migrate()

        row = models.EnrolmentWindow.objects.get(pk=pk)
        assert (row.opens_on, row.closes_on) == (FIRST, closes_on)
        call_command("benefits_check_rates")
        assert "the window began or ended within a day" in capsys.readouterr().out

    def test_an_extension_by_2_2_moves_the_last_day(self):
        start_at("0025_fill_window_days")
        insert_option("60.00")
        insert_table((0, 120, "60.00"))
        pk = self.insert(utc(2027, 3, 1), utc(2027, 3, 28, 23))
        execute("UPDATE benefits_app_enrolmentwindow SET closes_at = %s", [utc(2027, 4, 2, 23)])

        migrate()

        assert models.EnrolmentWindow.objects.get(pk=pk).closes_on == dt.date(2027, 4, 2)
