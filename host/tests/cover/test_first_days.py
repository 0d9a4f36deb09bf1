"""
Does nobody owe anything for a day before the employment, if its first day was corrected?
"""

import datetime as dt

import pytest
from django.core.management import call_command

from benefits_app import api as benefits
from billing_app import api as billing
from domain_kit.actor import Role
from domain_kit.money import Money
from enrolments_app import api as enrolments
from host.adapters import joiners
from host.directory.models import Employee
from host.duties.data import Finding
from host.duties.gather import affairs
from host.duties.rules import differences
from tests.cover.conftest import APRIL, NOW, Place, key

pytestmark = pytest.mark.skipif(
    not hasattr(enrolments, "correct_first_day"), reason="enrolments before 3.2"
)
MARCH, MARCH_11 = dt.date(2027, 3, 1), dt.date(2027, 3, 11)


@pytest.fixture
def person(place: Place) -> Employee:
    return Employee.objects.create(employer=place.employer, name="New", hired_on=MARCH)


def hired(person: Employee, first_day: dt.date) -> None:
    person.hired_on = first_day
    person.save()


def days(place: Place) -> list[tuple[dt.date, dt.date | None]]:
    rows = enrolments.list_enrolments(actor=place.hr, employer_id=place.employer.pk)
    return sorted((each.starts_on, each.ends_on) for each in rows if each.coverage)


def owed(place: Place) -> Money:
    charges = billing.list_charges(actor=place.actor(Role.FINANCE), employer_id=place.employer.pk)
    return sum((charge.amount for charge in charges), Money.zero("GBP"))


def wait_thirty_days(place: Place) -> None:
    (offer,) = benefits.list_offers(actor=place.hr, employer_id=place.employer.pk, on=MARCH)
    benefits.define_rule_set(
        actor=place.hr,
        idempotency_key=key(),
        benefit_id=offer.benefit_id,
        starts_on=dt.date(2027, 1, 1),
        conditions=[],
        waiting=benefits.WaitingPeriod(kind=benefits.Waiting.FIRST_OF_MONTH_AFTER_DAYS, days=30),
        reason="a new carrier",
    )


def found(place: Place) -> set[Finding]:
    return {each.finding for each in differences(affairs(place.employer.pk, NOW.date()))}


class TestAHireDate:
    def test_that_moves_later_moves_the_cover(self, place, person):
        place.enrol(person, place.option("60.00"), MARCH)

        hired(person, MARCH_11)

        assert days(place) == [(MARCH_11, dt.date(2027, 12, 31))]

    def test_that_moves_later_is_credited_by_the_next_run(self, place, person):
        """The days from 1 to 10 March of 62.00 a month: 20.00."""
        place.enrol(person, place.option("62.00"), MARCH)
        assert str(place.bill(MARCH)) == "62.00 GBP"

        hired(person, MARCH_11)

        # April's 62.00, less what March was billed too much.
        assert str(place.bill(APRIL)) == "42.00 GBP"

    def test_that_moves_over_months_gives_each_of_them_back(self, place, person):
        place.enrol(person, place.option("62.00"), MARCH)
        for month in (3, 4, 5):
            place.bill(dt.date(2027, month, 1))

        hired(person, dt.date(2027, 5, 11))

        # 11 to 31 May: 21 of 31 days.
        assert owed(place) == Money.of("42.00", "GBP")

    def test_that_moves_back_gives_the_cover_back(self, place, person):
        place.enrol(person, place.option("62.00"), MARCH)
        hired(person, MARCH_11)

        hired(person, MARCH)

        assert days(place) == [(MARCH, dt.date(2027, 12, 31))]
        assert owed(place) == Money.of("62.00", "GBP")

    def test_that_moves_earlier_gives_nobody_more_cover(self, place, person):
        place.enrol(person, place.option("60.00"), MARCH)

        hired(person, dt.date(2027, 1, 1))

        assert days(place) == [(MARCH, dt.date(2027, 12, 31))]

    def test_that_moves_with_the_last_day_bounds_both_ends(self, place, person):
        place.enrol(person, place.option("62.00"), MARCH)

        person.left_on = dt.date(2027, 3, 20)
        hired(person, MARCH_11)

        assert days(place) == [(MARCH_11, dt.date(2027, 3, 20))]
        assert owed(place) == Money.of("20.00", "GBP")

    def test_that_moves_over_all_cover_leaves_none(self, place, person):
        made = place.enrol(person, place.option("60.00"), MARCH)
        enrolments.unenrol(
            actor=place.hr,
            idempotency_key=key(),
            enrolment_id=made.id,
            ends_on=dt.date(2027, 3, 31),
            reason="too dear",
        )

        hired(person, APRIL)

        assert days(place) == []
        assert owed(place) == Money.zero("GBP")

    def test_that_moves_takes_the_waiting_period_with_it(self, place, person):
        """C-12: the first of the month after 30 days, for who is hired on 30 and on 31 January."""
        option = place.option("60.00")
        wait_thirty_days(place)
        hired(person, dt.date(2027, 1, 30))
        place.enrol(person, option, MARCH)

        hired(person, dt.date(2027, 1, 31))

        assert days(place) == [(APRIL, dt.date(2027, 12, 31))]

    def test_is_kept_in_the_history_with_its_reason(self, place, person):
        place.enrol(person, place.option("60.00"), MARCH)

        hired(person, MARCH_11)

        *_, change = enrolments.changes_since(actor=place.hr, employer_id=place.employer.pk)
        assert change.reason == "employed from 2027-03-11 on"

    def test_leaves_nothing_to_the_nightly_check(self, place, person):
        place.enrol(person, place.option("60.00"), MARCH)
        place.bill(MARCH)

        hired(person, MARCH_11)

        assert found(place) == set()

    def test_that_nobody_noticed_is_found_by_the_nightly_check(self, place, person):
        place.enrol(person, place.option("60.00"), MARCH)

        Employee.unnoticed.filter(pk=person.pk).update(hired_on=MARCH_11)

        assert found(place) == {Finding.COVER_WITHOUT_EMPLOYMENT}

    def test_that_nobody_noticed_is_mended_if_that_is_asked_for(self, place, person):
        place.enrol(person, place.option("62.00"), MARCH)
        Employee.unnoticed.filter(pk=person.pk).update(hired_on=MARCH_11)

        call_command("reconcile_cover", "--mend", "--employer", str(place.employer.pk))

        assert days(place) == [(MARCH_11, dt.date(2027, 12, 31))]
        assert owed(place) == Money.of("42.00", "GBP")

    @pytest.mark.skipif(not joiners.WAITS, reason="enrolments before 3.3")
    def test_that_nobody_noticed_is_mended_with_the_waiting_period(self, place, person):
        """C-12: the first of the month after 30 days from 11 March is 1 May."""
        place.enrol(person, place.option("62.00"), MARCH)
        wait_thirty_days(place)
        Employee.unnoticed.filter(pk=person.pk).update(hired_on=MARCH_11)

        call_command("reconcile_cover", "--mend", "--employer", str(place.employer.pk))

        assert days(place) == [(dt.date(2027, 5, 1), dt.date(2027, 12, 31))]

    @pytest.mark.skipif(not joiners.WAITS, reason="enrolments before 3.3")
    def test_that_moves_into_other_rates_costs_those(self, place, person):
        """C-06, C-11: 62.00 a month from January, 93.00 from April on."""
        option = place.option("62.00")
        place.rates(option, APRIL, (0, 120, "93.00"))
        place.enrol(person, option, MARCH)

        hired(person, dt.date(2027, 4, 16))

        # Half of April.
        assert str(place.bill(APRIL)) == "46.50 GBP"
