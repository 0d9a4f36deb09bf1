"""
Does each cover that ends with its plan year get exactly one successor (C-24)?
"""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from domain_kit.errors import IdempotencyConflict, RoleForbidden, TenantForbidden
from domain_kit.money import Money
from enrolments_app import api, models
from enrolments_app.api import (
    NothingToCarryOver,
    NotTheDayAfterThePlanYear,
    SkipReason,
    carry_over,
    must_choose,
    skipped_by,
)
from enrolments_app.data import ChangeKind
from enrolments_app.testing import ids
from enrolments_app.testing.builders import build_enrolment
from enrolments_app.testing.crowd import BatchObserver, CrowdCatalogue, CrowdDirectory
from tests.runs import JANUARY, NEW_YEAR, SYSTEM, child, cover, crowd, days  # noqa: F401

YEAR_2028 = (NEW_YEAR, dt.date(2028, 12, 31))


def renew(actor=SYSTEM, **changes):
    wanted = {
        "employer_id": ids.ACME,
        "plan_year_id": ids.YEAR_2027,
        "starts_on": NEW_YEAR,
    }
    return carry_over(actor=actor, **wanted | changes)


def reasons(run):
    return [one.reason for one in skipped_by(actor=SYSTEM, run_id=run.id).items]


@pytest.mark.usefixtures("crowd")
class TestCarryOver:
    def test_c_24_gives_one_successor_in_the_mapped_option_at_its_price(self):
        made = cover()

        run = renew()

        (successor,) = models.Enrolment.objects.filter(predecessor_id=made.id)
        assert successor.option_id == ids.MEDICAL_2028
        assert Money.of(successor.monthly_price, "GBP") == Money.of("63.00", "GBP")
        assert (run.done, run.made, run.skipped) == (1, 1, 0)
        assert days() == [(JANUARY, dt.date(2027, 12, 31)), YEAR_2028]

    def test_covers_the_same_people(self):
        cover(dependants=[child("kit", dt.date(2019, 5, 20))])

        renew()

        successor = models.Enrolment.objects.get(predecessor__isnull=False)
        assert [member.key for member in successor.members.all()] == ["", "kit"]

    def test_leaves_out_a_child_that_is_too_old_by_then(self):
        cover(dependants=[child("old", dt.date(2001, 12, 31)), child("kit", dt.date(2002, 1, 1))])

        renew()

        successor = models.Enrolment.objects.get(predecessor__isnull=False)
        assert [member.key for member in successor.members.all()] == ["", "kit"]

    def test_c_24_run_twice_gives_one_successor(self):
        cover()

        first, second = renew(), renew()

        assert first == second
        assert models.Enrolment.objects.count() == 2

    def test_c_24_a_new_key_goes_through_everybody_again_and_gives_no_second(self):
        cover()
        renew(idempotency_key="one")

        again = renew(idempotency_key="two")

        assert (again.times, again.made, again.skipped) == (2, 0, 1)
        assert reasons(again) == [SkipReason.ELECTED]

    def test_a_new_key_finds_cover_that_came_later(self):
        cover(1)
        renew(idempotency_key="one")
        cover(2)

        assert renew(idempotency_key="one").made == 1
        assert renew(idempotency_key="two").made == 1

    def test_the_key_serves_one_plan_year(self):
        cover()
        renew(idempotency_key="one")

        with pytest.raises(IdempotencyConflict):
            renew(idempotency_key="one", starts_on=dt.date(2028, 1, 2))

    def test_tells_the_observers_and_the_log(self, settings):
        cover()
        settings.ENROLMENTS_OBSERVERS = ["enrolments_app.testing.crowd.BatchObserver"]

        renew()

        ((change,),) = BatchObserver.heard
        assert (change.kind, change.effective_on) == (ChangeKind.PASSIVE_RENEWAL, NEW_YEAR)
        assert change in api.changes_since(actor=SYSTEM, employer_id=ids.ACME)

    def test_an_observer_that_refuses_undoes_its_chunk(self, settings):
        cover()
        settings.ENROLMENTS_OBSERVERS = ["enrolments_app.testing.fakes.RefusingObserver"]

        with pytest.raises(RuntimeError, match="on hold"):
            renew()

        assert models.Enrolment.objects.count() == 1


@pytest.mark.usefixtures("crowd")
class TestWhoIsPassedOver:
    def test_c_24_an_option_that_is_not_mapped_is_on_the_must_choose_list(self):
        made = cover(option_id=ids.DENTAL_2027)

        run = renew()

        listed = must_choose(actor=SYSTEM, employer_id=ids.ACME, plan_year_id=ids.YEAR_2027)
        assert [(one.employee_id, one.enrolment_id) for one in listed.items] == [("1", made.id)]
        assert listed.items[0].ends_on == dt.date(2027, 12, 31)
        assert reasons(run) == [SkipReason.MUST_CHOOSE]

    def test_who_has_chosen_leaves_the_list(self):
        cover(option_id=ids.MEDICAL_PLUS_2027)
        renew()

        cover(option_id=ids.MEDICAL_2028, starts_on=NEW_YEAR)

        listed = must_choose(actor=SYSTEM, employer_id=ids.ACME, plan_year_id=ids.YEAR_2027)
        assert listed.items == ()

    def test_the_list_goes_on_where_a_page_ended(self):
        for employee_id in (1, 2, 3):
            cover(employee_id, option_id=ids.DENTAL_2027)
        renew()

        def page(after):
            return must_choose(
                actor=SYSTEM,
                employer_id=ids.ACME,
                plan_year_id=ids.YEAR_2027,
                after=after,
                limit=2,
            )

        first = page(0)
        assert [one.employee_id for one in first.items] == ["1", "2"]
        assert [one.employee_id for one in page(first.after).items] == ["3"]

    def test_who_has_elected_already(self):
        cover()
        cover(option_id=ids.MEDICAL_2028, starts_on=NEW_YEAR)

        assert reasons(renew()) == [SkipReason.ELECTED]

    def test_whose_cover_ended_before(self):
        made = cover()
        api.unenrol(
            actor=SYSTEM,
            idempotency_key="end",
            enrolment_id=made.id,
            ends_on=dt.date(2027, 6, 30),
            reason="left the scheme",
        )

        assert reasons(renew()) == [SkipReason.ENDED]

    def test_whose_cover_was_cancelled(self):
        build_enrolment(status=api.EnrolmentStatus.CANCELLED)

        assert reasons(renew()) == [SkipReason.CANCELLED]

    def test_who_has_left(self, monkeypatch):
        cover()
        monkeypatch.setattr(CrowdDirectory, "left", {"1": dt.date(2027, 12, 31)})

        assert reasons(renew()) == [SkipReason.NOT_EMPLOYED]

    def test_whose_new_option_is_not_offered(self):
        cover()
        CrowdCatalogue.mapping[ids.MEDICAL_2027] = ids.GLOBEX_MEDICAL_2027

        run = renew()

        (skipped,) = skipped_by(actor=SYSTEM, run_id=run.id).items
        assert skipped.reason is SkipReason.NOT_OFFERED
        assert "another employer's" in skipped.detail

    def test_cover_of_older_releases_ends_with_the_plan_year(self):
        build_enrolment(option_id=ids.DENTAL_2027, benefit_id=ids.DENTAL)

        run = renew()

        assert (run.ended, reasons(run)) == (1, [SkipReason.MUST_CHOOSE])
        assert days() == [(JANUARY, dt.date(2027, 12, 31))]


@pytest.mark.usefixtures("crowd")
class TestRefusals:
    def test_a_plan_year_without_a_renewal(self):
        with pytest.raises(NothingToCarryOver, match="Renew the plan year"):
            renew(plan_year_id=ids.YEAR_2028)

    def test_another_day_than_the_one_after_the_plan_year(self):
        cover()

        with pytest.raises(NotTheDayAfterThePlanYear, match="ends on 2027-12-31"):
            renew(starts_on=dt.date(2027, 7, 1))

    def test_strangers_and_employees(self, stranger, ada):
        with pytest.raises(TenantForbidden):
            renew(actor=stranger)
        with pytest.raises(RoleForbidden):
            renew(actor=ada)


@pytest.mark.usefixtures("crowd")
class TestMany:
    def statements(self, people):
        with transaction.atomic():
            for employee_id in range(1, people + 1):
                cover(employee_id)
            with CaptureQueriesContext(connection) as captured:
                assert renew().made == people
            transaction.set_rollback(True)
        return len(captured)

    def test_the_number_of_statements_does_not_grow_with_the_people(self):
        assert self.statements(2) == self.statements(40)

    def test_a_run_of_several_chunks_reaches_everybody(self, settings):
        settings.ENROLMENTS_RUN_CHUNK = 3
        for employee_id in range(1, 8):
            cover(employee_id)

        assert renew().made == 7

    def test_a_run_that_was_stopped_goes_on_after_its_last_chunk(self, settings):
        settings.ENROLMENTS_RUN_CHUNK = 3
        for employee_id in range(1, 8):
            cover(employee_id)
        working = settings.ENROLMENTS_BENEFIT_CATALOGUE
        settings.ENROLMENTS_BENEFIT_CATALOGUE = "tests.runs.CatalogueThatBreaks"

        with pytest.raises(ConnectionError):
            renew()

        assert models.Enrolment.objects.filter(predecessor__isnull=False).count() == 6
        settings.ENROLMENTS_BENEFIT_CATALOGUE = working
        assert renew().made == 7
