"""
What does the host rely on when somebody enrols?
"""

import datetime as dt
import uuid

import pytest

from benefits_app import api as benefits
from billing_app import api as billing
from domain_kit.actor import Role
from domain_kit.errors import IdempotencyConflict
from domain_kit.money import Money
from enrolments_app import api as enrolments
from host.adapters import electing
from host.directory.models import Employee
from tests.contracts import forms
from tests.contracts.conftest import FIRST_DAY, YEAR, make_world


def enrol(world, *, key="enrol", starts_on=FIRST_DAY):
    return electing.enrol(
        actor=world.actor(Role.EMPLOYEE),
        idempotency_key=key,
        employee_id=world.employee.pk,
        option_id=world.option_id,
        starts_on=starts_on,
    )


def charges(world):
    return billing.list_charges(actor=world.actor(Role.FINANCE), employer_id=world.employer.id)


class TestQuote:
    def test_prices_an_option_on_a_day(self, world):
        monthly, plan_year = forms.price(
            actor=world.actor(Role.EMPLOYEE), option_id=world.option_id, on=FIRST_DAY
        )

        assert monthly == Money.of("60.00", "GBP")
        assert plan_year.contains(FIRST_DAY)

    def test_lists_it_among_the_offers(self, world):
        offers = benefits.list_offers(
            actor=world.actor(Role.EMPLOYEE), employer_id=world.employer.id, on=FIRST_DAY
        )

        assert [(offer.option_id, str(offer.monthly_price)) for offer in offers] == [
            (world.option_id, "60.00 GBP")
        ]

    def test_refuses_an_option_that_is_not_there(self, world):
        with pytest.raises(benefits.OptionNotFound):
            forms.price(actor=world.actor(Role.EMPLOYEE), option_id=uuid.uuid4(), on=FIRST_DAY)


class TestEnrol:
    def test_covers_from_the_first_day_at_the_quoted_price(self, world):
        made = enrol(world)

        covered = enrolments.coverage_on(
            actor=world.actor(Role.HR), employer_id=world.employer.id, on=FIRST_DAY
        )
        assert covered == (made,)
        assert made.monthly == Money.of("60.00", "GBP")

    def test_is_charged_in_the_same_breath(self, world):
        made = enrol(world)

        (charge,) = charges(world)
        assert charge.source_id == made.id
        # 10 to 28 February 2041: 19 of 28 days.
        assert charge.amount == Money.of("40.71", "GBP")

    def test_happens_not_at_all_if_it_cannot_be_charged(self, world, settings):
        settings.ENROLMENTS_OBSERVERS = [
            *settings.ENROLMENTS_OBSERVERS,
            "tests.contracts.observers.Refusing",
        ]

        with pytest.raises(RuntimeError, match="on hold"):
            enrol(world)

        assert charges(world) == ()
        assert (
            enrolments.list_enrolments(actor=world.actor(Role.HR), employer_id=world.employer.id)
            == ()
        )

    def test_a_second_cover_is_refused_by_name(self, world):
        made = enrol(world)

        with pytest.raises(enrolments.OverlappingCoverage) as refusal:
            enrol(world, key="again", starts_on=dt.date(YEAR, 5, 1))

        assert refusal.value.existing_id == made.id

    def test_a_retry_has_one_effect(self, world):
        assert enrol(world) == enrol(world)
        assert len(charges(world)) == 1

    def test_a_key_serves_one_body(self, world):
        enrol(world)

        with pytest.raises(IdempotencyConflict):
            enrol(world, starts_on=dt.date(YEAR, 5, 1))


class TestUnenrol:
    @pytest.fixture
    def made(self, world):
        return enrol(world)

    def unenrol(self, world, made, *, ends_on, key="end"):
        return enrolments.unenrol(
            actor=world.actor(Role.HR),
            idempotency_key=key,
            enrolment_id=made.id,
            ends_on=ends_on,
            reason="left",
        )

    def test_gives_back_what_is_not_covered(self, world, made):
        self.unenrol(world, made, ends_on=dt.date(YEAR, 2, 19))

        total = sum((c.amount for c in charges(world)), Money.zero("GBP"))
        # 10 to 19 February 2041: 10 of 28 days of 60.00.
        assert total == Money.of("21.43", "GBP")

    def test_moves_active_to_ended(self, world, made):
        ended = self.unenrol(world, made, ends_on=dt.date(YEAR, 6, 30))

        assert ended.status in forms.STOPPED

    @pytest.mark.skipif(forms.MOVES_ENDS, reason="this release can correct an end")
    def test_an_end_that_is_set_stays(self, world, made):
        self.unenrol(world, made, ends_on=dt.date(YEAR, 6, 30))

        with pytest.raises(enrolments.IllegalTransition):
            self.unenrol(world, made, ends_on=dt.date(YEAR, 7, 31), key="again")

    @pytest.mark.skipif(not forms.MOVES_ENDS, reason="this release cannot correct an end")
    @pytest.mark.parametrize("month", [3, 9], ids=["earlier", "later"])
    def test_an_end_that_is_set_can_be_corrected(self, world, made, month):
        self.unenrol(world, made, ends_on=dt.date(YEAR, 6, 30))

        corrected = self.unenrol(world, made, ends_on=dt.date(YEAR, month, 30), key="again")

        assert corrected.ends_on == dt.date(YEAR, month, 30)

    def test_frees_the_day_after(self, world, made):
        self.unenrol(world, made, ends_on=dt.date(YEAR, 6, 30))

        assert enrol(world, key="again", starts_on=dt.date(YEAR, 7, 1)).id != made.id


class TestEvent:
    def test_keeps_its_shape(self, world):
        made = enrol(world)

        *_, change = enrolments.changes_since(
            actor=world.actor(Role.HR), employer_id=world.employer.id
        )
        event = change.as_event()

        assert event["type"] == "enrolments.enrolment-changed"
        assert event["schema_version"] in (1, 2)
        assert event["aggregate"]["id"] == str(made.id)
        assert event["employer_id"] == str(world.employer.id)
        assert event["data"]["kind"] == "initial"
        last = made.ends_on and made.ends_on.isoformat()
        assert event["data"]["coverage"] == {"starts_on": f"{YEAR}-02-10", "ends_on": last}
        assert event["data"]["monthly"] == {"minor": 6000, "currency": "GBP"}


class TestEmployment:
    def total(self, world):
        return sum((c.amount for c in charges(world)), Money.zero("GBP"))

    def leave(self, world, last_day):
        person = Employee.objects.get(pk=world.employee.pk)  # the world's own is for all tests
        person.left_on = last_day
        person.save()

    def test_somebody_who_leaves_is_neither_covered_nor_charged_any_more(self, world):
        enrol(world)

        self.leave(world, dt.date(YEAR, 2, 19))

        covered = enrolments.coverage_on(
            actor=world.actor(Role.HR), employer_id=world.employer.id, on=dt.date(YEAR, 2, 20)
        )
        assert covered == ()
        # 10 to 19 February 2041: 10 of 28 days of 60.00.
        assert self.total(world) == Money.of("21.43", "GBP")

    def test_nothing_is_owed_for_somebody_deleted_before_cover_began(self, world):
        enrol(world)

        Employee.objects.get(pk=world.employee.pk).delete()

        assert self.total(world) == Money.zero("GBP")

    @pytest.mark.skipif(not forms.ENDS_WITH_EMPLOYMENT, reason="this release cannot restore cover")
    def test_a_leaving_day_that_is_withdrawn_gives_cover_back(self, world):
        made = enrol(world)
        self.leave(world, dt.date(YEAR, 2, 19))

        self.leave(world, None)

        again = enrolments.get_enrolment(actor=world.actor(Role.HR), enrolment_id=made.id)
        assert again.coverage == made.coverage
        assert self.total(world) == Money.of("40.71", "GBP")

    @pytest.mark.skipif(not forms.MOVES_FIRST_DAYS, reason="this release cannot move a first day")
    def test_a_hire_date_that_moves_moves_cover_and_what_is_owed(self, world):
        enrol(world)

        person = Employee.objects.get(pk=world.employee.pk)
        person.hired_on = dt.date(YEAR, 2, 20)
        person.save()

        (covered,) = enrolments.coverage_on(
            actor=world.actor(Role.HR), employer_id=world.employer.id, on=dt.date(YEAR, 2, 20)
        )
        assert covered.starts_on == dt.date(YEAR, 2, 20)
        # 20 to 28 February 2041: 9 of 28 days of 60.00.
        assert self.total(world) == Money.of("19.29", "GBP")


@pytest.mark.skipif(not forms.ENFORCES_WINDOWS, reason="this release enforces no windows")
class TestWindows:
    def test_an_employee_chooses_in_a_window_only(self, world):
        outside = make_world("Closed Ltd", window=False)

        with pytest.raises(enrolments.WindowClosed):
            enrol(outside)

    def test_hr_needs_none(self, world):
        outside = make_world("Closed Ltd", window=False)

        made = electing.enrol(
            actor=outside.actor(Role.HR),
            idempotency_key="enrol",
            employee_id=outside.employee.pk,
            option_id=outside.option_id,
            starts_on=FIRST_DAY,
        )

        assert made.starts_on == FIRST_DAY
