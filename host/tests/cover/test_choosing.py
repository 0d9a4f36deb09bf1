"""
Who may choose cover, when and for whom, and who hears of it?
"""

import datetime as dt
from typing import Any

import pytest

from domain_kit.actor import Role
from enrolments_app import api as enrolments
from host.adapters import electing
from tests.cover.conftest import APRIL, NOW, key, make_place


class TestWindows:
    def employee(self, place, person):
        return place.actor(Role.EMPLOYEE, person)

    @pytest.mark.parametrize(
        ("now", "accepted"),
        [
            ("2027-03-27T23:59:59+00:00", False),
            ("2027-03-28T00:00:00+00:00", True),
            ("2027-03-28T22:59:59.999999+00:00", True),
            ("2027-03-28T23:00:00+00:00", False),
        ],
    )
    def test_are_days_of_the_employer(self, place, clock, now, accepted):
        """C-13: on 28 March 2027 London's clocks go forward, and the day ends at 23:00Z."""
        place.open(dt.date(2027, 3, 28), dt.date(2027, 3, 28))
        person, option = place.person(), place.option("60.00")
        clock(dt.datetime.fromisoformat(now))

        def choose():
            return place.enrol(person, option, APRIL, actor=self.employee(place, person))

        if accepted:
            assert choose().starts_on == APRIL
        else:
            with pytest.raises(enrolments.WindowClosed):
                choose()

    def test_of_another_employer_open_nothing(self, place):
        make_place().open(NOW.date(), NOW.date())
        person = place.person()

        with pytest.raises(enrolments.WindowClosed):
            place.enrol(person, place.option("60.00"), APRIL, actor=self.employee(place, person))

    def test_do_not_let_an_employee_go_back(self, place):
        place.open(NOW.date(), NOW.date())
        person = place.person()

        with pytest.raises(enrolments.EnrolmentsError):
            place.enrol(
                person,
                place.option("60.00"),
                NOW.date() - dt.timedelta(days=1),
                actor=self.employee(place, person),
            )

    @pytest.mark.parametrize(("days", "accepted"), [(59, True), (60, False)])
    def test_hr_goes_back_less_than_sixty_days(self, place, days, accepted):
        person, option = place.person(), place.option("60.00")
        back = NOW.date() - dt.timedelta(days=days)

        if accepted:
            assert place.enrol(person, option, back).starts_on == back
        else:
            with pytest.raises(enrolments.RetroLimitExceeded):
                place.enrol(person, option, back)

    def test_what_took_effect_is_not_cancelled(self, place):
        made = place.enrol(place.person(), place.option("60.00"), dt.date(2027, 3, 1))

        with pytest.raises(enrolments.EnrolmentsError):
            enrolments.cancel(
                actor=place.hr, idempotency_key=key(), enrolment_id=made.id, reason="a whim"
            )


class TestDependants:
    def dependant(self, **changes: Any) -> enrolments.Dependant:
        values = {
            "key": "d1",
            "name": "Zoë",
            "relationship": "child",
            "born_on": dt.date(2020, 1, 1),
        }
        return enrolments.Dependant(**(values | changes))

    @pytest.mark.parametrize("relationship", ["household", "neighbour", "", "CHILD OF A FRIEND"])
    def test_that_nobody_can_cover_are_refused_by_their_place(self, place, relationship):
        with pytest.raises(enrolments.MemberNotCoverable, match="dependants") as refusal:
            place.enrol(
                place.person(),
                place.option("60.00"),
                APRIL,
                dependants=[self.dependant(), self.dependant(key="d2", relationship=relationship)],
            )

        assert "1" in refusal.value.place

    def test_two_of_one_key_are_refused(self, place):
        with pytest.raises(enrolments.MemberNotCoverable):
            place.enrol(
                place.person(),
                place.option("60.00"),
                APRIL,
                dependants=[self.dependant(), self.dependant(name="Twin")],
            )

    @pytest.mark.parametrize(("day", "accepted"), [(5, True), (6, False)])
    def test_are_born_by_the_employers_today(self, db, clock, day, accepted):
        place = make_place("Pacific/Auckland")
        clock(dt.datetime(2027, 3, 4, 20, tzinfo=dt.UTC))  # 09:00 on 5 March in Auckland
        newborn = self.dependant(born_on=dt.date(2027, 3, day))

        def enrol():
            return place.enrol(
                place.person(), place.option("60.00"), dt.date(2027, 3, 6), dependants=[newborn]
            )

        if accepted:
            covered = enrolments.members_of(actor=place.hr, enrolment_id=enrol().id)
            assert [member.name for member in covered][1:] == ["Zoë"]
        else:
            with pytest.raises(enrolments.MemberNotCoverable):
                enrol()


class TestSecrets:
    def test_another_employers_person_is_nobody(self, place):
        option = place.option("60.00")

        with pytest.raises(enrolments.EmployeeNotFound) as theirs:
            place.enrol(make_place().person(), option, APRIL)
        with pytest.raises(enrolments.EmployeeNotFound) as nobodys:
            electing.enrol(
                actor=place.hr,
                idempotency_key=key(),
                employee_id=2**40,
                option_id=option,
                starts_on=APRIL,
            )

        assert str(theirs.value).replace(str(theirs.value.employee_id), "") == str(
            nobodys.value
        ).replace(str(2**40), "")

    def test_an_employee_hears_of_their_own_changes_only(self, place):
        person, colleague = place.person(), place.person()
        option = place.option("60.00")
        for each in (person, colleague):
            place.enrol(each, option, APRIL)

        heard = enrolments.changes_since(
            actor=place.actor(Role.EMPLOYEE, person), employer_id=place.employer.pk
        )

        assert {str(change.employee_id) for change in heard} == {str(person.pk)}
