"""
Is cover what an employer expects, from the catalogue to the bill: priced by rates, bound by windows,
days and people, and nobody else's business?
"""

import dataclasses
import datetime as dt
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from benefits_app import api as benefits
from billing_app import api as billing
from domain_kit.actor import Actor, Role
from domain_kit.money import Money
from domain_kit.periods import Period
from enrolments_app import api as enrolments
from host.adapters import electing
from host.directory.models import Employee, Employer

YEAR = Period.inclusive(dt.date(2027, 1, 1), dt.date(2027, 12, 31))
NOW = dt.datetime(2027, 3, 15, 12, tzinfo=dt.UTC)


def key() -> str:
    return uuid4().hex


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """
    An employer with a published plan year 2027, nobody's windows, and an account.
    """

    employer: Employer
    year: UUID
    currency: str

    def actor(self, role: Role, person: Employee | None = None) -> Actor:
        return Actor(
            id=f"{role.value}-{self.employer.pk}",
            role=role,
            employer_ids=frozenset({self.employer.pk}),
            employee_id=str(person.pk) if person else None,
        )

    @property
    def hr(self) -> Actor:
        return self.actor(Role.HR)

    def person(self, born_on: dt.date | None = None) -> Employee:
        return Employee.objects.create(
            employer=self.employer, name="Somebody", hired_on=dt.date(2020, 1, 1), born_on=born_on
        )

    def option(self, price: str, *bands: tuple[int, int, str]) -> UUID:
        """A published option; with bands, its rates by age."""
        benefit = benefits.define_benefit(
            actor=self.hr,
            idempotency_key=key(),
            employer_id=self.employer.pk,
            code=key()[:8],
            name="Medical",
            category=benefits.Category.MEDICAL,
            funding=benefits.Funding.EMPLOYER_PAID,
        )
        option = benefits.define_option(
            actor=self.hr,
            idempotency_key=key(),
            benefit_id=benefit.id,
            plan_year_id=self.year,
            code="STD",
            name="Standard",
            monthly_price=Money.of(price, self.currency),
        ).option_id
        if bands:
            self.rates(option, YEAR.start, *bands)
        benefits.publish_plan_year(actor=self.hr, idempotency_key=key(), plan_year_id=self.year)
        return option

    def rates(self, option: UUID, starts_on: dt.date, *bands: tuple[int, int, str]) -> None:
        benefits.publish_rates(
            actor=self.hr,
            idempotency_key=key(),
            option_id=option,
            starts_on=starts_on,
            reason="a carrier's letter",
            bands=[
                benefits.Band(age_from=a, age_to=b, monthly=Money.of(price, self.currency))
                for a, b, price in bands
            ],
        )

    def open(self, first: dt.date, last: dt.date) -> None:
        benefits.open_window(
            actor=self.hr,
            idempotency_key=key(),
            plan_year_id=self.year,
            kind="annual",
            opens_on=first,
            closes_on=last,
        )

    def enrol(
        self,
        person: Employee,
        option: UUID,
        on: dt.date,
        *,
        actor: Actor | None = None,
        **more: Any,
    ) -> enrolments.Enrolment:
        return electing.enrol(
            actor=actor or self.hr,
            idempotency_key=key(),
            employee_id=person.pk,
            option_id=option,
            starts_on=on,
            **more,
        )

    def bill(self, month: dt.date) -> Money | None:
        drafted = billing.run_billing(
            actor=self.actor(Role.FINANCE),
            idempotency_key=key(),
            employer_id=self.employer.pk,
            month=month,
            issued_on=month,
        )
        return drafted.total if drafted else None


def make_place(zone: str = "Europe/London", currency: str = "GBP") -> Place:
    employer = Employer.objects.create(name=f"Employer {key()}", time_zone=zone)
    operator = Actor(id="olu", role=Role.OPERATOR, employer_ids=frozenset(), all_employers=True)
    year = benefits.define_plan_year(
        actor=operator,
        idempotency_key=key(),
        employer_id=employer.pk,
        period=YEAR,
        time_zone=zone,
    )
    billing.open_account(
        actor=operator,
        idempotency_key=key(),
        employer_id=employer.pk,
        legal_entity=employer.name,
        currency=currency,
        terms_days=30,
        time_zone=zone,
    )
    return Place(employer=employer, year=year.id, currency=currency)


@pytest.fixture
def clock(monkeypatch):
    """
    Sets what time it is.
    """

    def set_to(now: dt.datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: now)

    set_to(NOW)
    return set_to


@pytest.fixture
def place(db, clock):
    return make_place()


APRIL = dt.date(2027, 4, 1)


class TestPrice:
    @pytest.mark.parametrize(
        ("born_on", "price"),
        [
            (dt.date(1977, 4, 2), "60.00"),
            (dt.date(1977, 4, 1), "200.00"),
            (dt.date(1967, 1, 1), "200.00"),
        ],
        ids=["49 until the day after", "50 that day", "60"],
    )
    def test_is_the_rate_of_the_age(self, place, born_on, price):
        option = place.option("60.00", (0, 49, "60.00"), (50, 120, "200.00"))

        made = place.enrol(place.person(born_on), option, APRIL)

        assert str(made.monthly) == f"{price} GBP"

    def test_asks_for_a_birth_date_that_it_depends_on(self, place):
        option = place.option("60.00", (0, 49, "60.00"), (50, 120, "200.00"))

        with pytest.raises(enrolments.EnrolmentsError, match="birth date"):
            place.enrol(place.person(), option, APRIL)

    @pytest.mark.parametrize(("day", "price"), [(14, "60.00"), (15, "90.00")])
    def test_is_the_rate_of_the_day(self, place, day, price):
        option = place.option("60.00")
        place.rates(option, dt.date(2027, 4, 15), (0, 120, "90.00"))

        made = place.enrol(place.person(), option, dt.date(2027, 4, day))

        assert str(made.monthly) == f"{price} GBP"

    def test_is_billed_in_a_currency_without_pence(self, db, clock):
        place = make_place("Asia/Tokyo", "JPY")
        place.enrol(place.person(), place.option("9001"), APRIL)

        assert str(place.bill(APRIL)) == "9001 JPY"


class TestPlanYear:
    def test_is_the_end_of_cover_and_of_bills(self, place):
        made = place.enrol(place.person(), place.option("60.00"), dt.date(2027, 12, 1))
        assert str(place.bill(dt.date(2027, 12, 1))) == "60.00 GBP"

        assert made.coverage.last == dt.date(2027, 12, 31)
        assert place.bill(dt.date(2028, 1, 1)) is None
        assert place.bill(dt.date(2032, 1, 1)) is None


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
