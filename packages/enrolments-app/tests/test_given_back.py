"""
Does cover come back with an employment whose days were corrected, where they were waived meanwhile?
"""

import datetime as dt
import itertools

import pytest

from domain_kit.actor import Actor
from enrolments_app import api
from enrolments_app.testing import ids

pytestmark = pytest.mark.django_db
DIRECTORY = Actor.system("directory")
DAY = dt.timedelta(days=1)
NEW_YEAR, FEBRUARY, MARCH_10 = dt.date(2027, 1, 1), dt.date(2027, 2, 1), dt.date(2027, 3, 10)
JUNE_30, YEAR_END = dt.date(2027, 6, 30), dt.date(2027, 12, 31)
KEYS = (f"back {number}" for number in itertools.count())
WHOSE = {"actor": DIRECTORY, "employer_id": ids.ACME, "employee_id": "1"}


@pytest.fixture
def covered(hr):
    return api.enrol(
        actor=hr,
        idempotency_key="covered",
        election=api.ElectionRequest(employee_id=1, option_id=ids.MEDICAL_2027, starts_on=NEW_YEAR),
    )


def waive(hr, first, last):
    return api.waive(
        actor=hr,
        idempotency_key=next(KEYS),
        employee_id=1,
        benefit_id=ids.MEDICAL,
        plan_year_id=ids.YEAR_2027,
        starts_on=first,
        ends_on=last,
        reason="covered-elsewhere",
    )


def move(previous, first_day):
    return api.correct_first_day(
        **WHOSE,
        idempotency_key=next(KEYS),
        previous_first_day=previous,
        first_day=first_day,
        reason="a wrong contract",
    )


def leave(last_day):
    return api.terminate_employment(
        **WHOSE, idempotency_key=next(KEYS), last_day=last_day, reason="left"
    )


def restore(last_day=None):
    return api.restore_employment(
        **WHOSE, idempotency_key=next(KEYS), last_day=last_day, reason="stays"
    )


def days(hr):
    found = api.list_enrolments(actor=hr, employer_id=ids.ACME, employee_id=1)
    return [(each.starts_on, each.ends_on) for each in found if each.coverage]


class TestAFirstDayThatMovesBack:
    def test_gives_back_what_was_not_waived(self, hr, covered):
        move(NEW_YEAR, MARCH_10)
        waive(hr, NEW_YEAR, FEBRUARY - DAY)

        move(MARCH_10, NEW_YEAR)

        assert days(hr) == [(FEBRUARY, YEAR_END)]

    def test_gives_nothing_back_if_all_of_it_was_waived(self, hr, covered):
        move(NEW_YEAR, MARCH_10)
        waive(hr, NEW_YEAR, MARCH_10 - DAY)

        assert move(MARCH_10, NEW_YEAR) == ()
        assert days(hr) == [(MARCH_10, YEAR_END)]

    def test_gives_no_cover_back_that_had_no_day_left_and_is_waived(self, hr, covered):
        api.unenrol(
            actor=hr,
            idempotency_key="end",
            enrolment_id=covered.id,
            ends_on=FEBRUARY,
            reason="too dear",
        )
        move(NEW_YEAR, MARCH_10)
        waive(hr, NEW_YEAR, YEAR_END)

        assert move(MARCH_10, NEW_YEAR) == ()

    def test_gives_all_of_it_back_once_the_waiver_is_withdrawn(self, hr, covered):
        move(NEW_YEAR, MARCH_10)
        waiver = waive(hr, NEW_YEAR, MARCH_10 - DAY)
        api.withdraw_waiver(actor=hr, idempotency_key="w", waiver_id=waiver.id)

        move(MARCH_10, NEW_YEAR)

        assert days(hr) == [(NEW_YEAR, YEAR_END)]


class TestALastDayThatMovesBack:
    def test_gives_back_the_days_before_the_waiver(self, hr, covered):
        leave(JUNE_30)
        waive(hr, dt.date(2027, 9, 1), YEAR_END)

        (back,) = restore()

        assert days(hr) == [(NEW_YEAR, dt.date(2027, 8, 31))]
        assert back.status is api.EnrolmentStatus.TERMINATED

    def test_gives_nothing_back_if_the_next_day_is_waived(self, hr, covered):
        leave(JUNE_30)
        waive(hr, JUNE_30 + DAY, YEAR_END)

        assert restore() == ()
        assert days(hr) == [(NEW_YEAR, JUNE_30)]

    def test_gives_the_rest_back_when_the_waiver_is_withdrawn(self, hr, covered):
        leave(JUNE_30)
        waiver = waive(hr, dt.date(2027, 9, 1), YEAR_END)
        restore()
        api.withdraw_waiver(actor=hr, idempotency_key="w", waiver_id=waiver.id)

        (back,) = restore()

        assert days(hr) == [(NEW_YEAR, YEAR_END)]
        assert back.status is api.EnrolmentStatus.ACTIVE

    def test_gives_no_cover_back_that_was_cancelled_and_is_waived(self, hr, covered):
        leave(dt.date(2026, 12, 31))
        waive(hr, NEW_YEAR, YEAR_END)

        assert restore() == ()
        assert days(hr) == []
