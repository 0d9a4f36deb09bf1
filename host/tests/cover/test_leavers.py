"""
Does nobody owe anything for a day after the employment?
"""

import datetime as dt

import pytest
from django.core.management import call_command

from billing_app import api as billing
from domain_kit.actor import Role
from domain_kit.money import Money
from enrolments_app import api as enrolments
from host.directory.models import Employee
from tests.cover.conftest import APRIL, NOW, make_place


class TestLeavers:
    @pytest.mark.parametrize("day", [dt.date(2027, 1, 15), dt.date(2027, 3, 31)])
    def test_owe_nothing_after_their_last_day(self, place, day):
        person = place.person()
        place.enrol(person, place.option("60.00"), dt.date(2027, 3, 1))

        person.left_on = day
        person.save()

        place.bill(dt.date(2027, 3, 1))
        assert place.bill(APRIL) is None

    def test_long_ago_give_everything_back(self, place, clock):
        """The directory's day counts, beyond the limit that HR has."""
        person = place.person()
        place.enrol(person, place.option("60.00"), dt.date(2027, 3, 1))
        place.bill(dt.date(2027, 3, 1))
        clock(NOW + dt.timedelta(days=120))
        for month in (4, 5, 6):
            place.bill(dt.date(2027, month, 1))

        person.left_on = dt.date(2027, 3, 31)
        person.save()

        charges = billing.list_charges(
            actor=place.actor(Role.FINANCE), employer_id=place.employer.pk
        )
        assert sum((c.amount for c in charges), Money.zero("GBP")) == Money.of("60.00", "GBP")

    def test_who_give_notice_early_leave_earlier(self, place):
        person = place.person()
        made = place.enrol(person, place.option("60.00"), APRIL)
        for last in (dt.date(2027, 12, 1), dt.date(2027, 6, 30), dt.date(2027, 8, 31)):
            person.left_on = last
            person.save()

            now = enrolments.get_enrolment(actor=place.hr, enrolment_id=made.id)
            assert now.coverage.last == last

    def test_deleted_while_covered_are_covered_until_today(self, place):
        person = place.person()
        made = place.enrol(person, place.option("60.00"), dt.date(2027, 3, 1))

        person.delete()

        now = enrolments.get_enrolment(actor=place.hr, enrolment_id=made.id)
        assert now.coverage.last == NOW.date()

    def test_moved_to_another_employer_may_choose_there(self, place):
        there = make_place()
        person = place.person()
        made = place.enrol(person, place.option("60.00"), dt.date(2027, 3, 1))

        person.employer = there.employer
        person.save()

        ended = enrolments.get_enrolment(actor=place.hr, enrolment_id=made.id)
        assert ended.coverage.last == NOW.date() - dt.timedelta(days=1)
        assert there.enrol(person, there.option("70.00"), APRIL).employer_id == there.employer.pk
        with pytest.raises(enrolments.EmployeeNotFound):
            place.enrol(person, place.option("60.00"), APRIL)

    def test_whom_nobody_noticed_are_mended_if_that_is_asked_for(self, place):
        person = place.person()
        made = place.enrol(person, place.option("60.00"), dt.date(2027, 3, 1))
        Employee.unnoticed.filter(pk=person.pk).update(left_on=dt.date(2027, 3, 10))

        call_command("reconcile_cover", "--mend", "--employer", str(place.employer.pk))

        now = enrolments.get_enrolment(actor=place.hr, enrolment_id=made.id)
        assert now.coverage.last == dt.date(2027, 3, 10)
