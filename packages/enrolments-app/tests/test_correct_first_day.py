"""
Does cover begin with the employment, if its first day moves, and come back if that was wrong?
"""

import datetime as dt
import itertools

import pytest

from domain_kit.actor import Actor
from domain_kit.errors import IdempotencyConflict, RoleForbidden, TenantForbidden
from enrolments_app import api
from enrolments_app.data import ChangeKind, EnrolmentStatus
from enrolments_app.data.carrier import CarrierActionKind
from enrolments_app.queries.members_of import members_of
from enrolments_app.rules.reduce_changes import reduce_changes
from enrolments_app.testing import ids
from enrolments_app.testing.fakes import FakeCatalogue

pytestmark = pytest.mark.django_db
DIRECTORY = Actor.system("directory")
NEW_YEAR, MARCH, MARCH_10 = dt.date(2027, 1, 1), dt.date(2027, 3, 1), dt.date(2027, 3, 10)
YEAR_END = dt.date(2027, 12, 31)
DAY = dt.timedelta(days=1)
KEYS = (f"move {number}" for number in itertools.count())


class Waiting(FakeCatalogue):
    """
    Whoever is hired waits thirty days.
    """

    def eligibility(self, *, actor, facts, benefit_id, on):
        first_day = facts.employed.start + 30 * DAY
        return api.Eligibility(eligible=on >= first_day, first_day=first_day)


def enrol(hr, option_id=ids.MEDICAL_2027, starts_on=NEW_YEAR, **more):
    return api.enrol(
        actor=hr,
        idempotency_key=f"{option_id}{starts_on}",
        election=api.ElectionRequest(
            employee_id=1, option_id=option_id, starts_on=starts_on, **more
        ),
    )


def move(previous, first_day, *, actor=DIRECTORY, key=None, **more):
    return api.correct_first_day(
        actor=actor,
        idempotency_key=key or next(KEYS),
        employer_id=ids.ACME,
        employee_id="1",
        previous_first_day=previous,
        first_day=first_day,
        reason="hired later",
        **more,
    )


def covered(hr):
    """
    The days that count, as everybody reads them.
    """
    found = api.list_enrolments(actor=hr, employer_id=ids.ACME, employee_id=1)
    return sorted(
        (each.starts_on, each.ends_on, each.status.value) for each in found if each.coverage
    )


class TestAFirstDayThatMovesLater:
    def test_moves_the_first_day_of_cover(self, hr):
        enrol(hr)

        move(NEW_YEAR, MARCH_10)

        assert covered(hr) == [(MARCH_10, YEAR_END, "active")]

    def test_keeps_price_people_and_quote_where_the_day_costs_the_same(self, hr):
        was = enrol(hr, dependants=(api.Dependant(key="k", name="Kit", relationship="child"),))

        (now,) = move(NEW_YEAR, MARCH_10)

        assert (now.monthly, now.quote_hash, now.tier) == (was.monthly, was.quote_hash, was.tier)
        assert members_of(actor=hr, enrolment_id=now.id) == members_of(
            actor=hr, enrolment_id=was.id
        )

    def test_tells_both_with_the_reason(self, hr, heard):
        was = enrol(hr)
        heard.clear()

        (now,) = move(NEW_YEAR, MARCH_10)

        assert [(c.kind, c.enrolment_id, c.coverage and c.coverage.start) for c in heard] == [
            (ChangeKind.CANCEL, was.id, None),
            (ChangeKind.REINSTATE, now.id, MARCH_10),
        ]
        assert {c.reason for c in heard} == {"hired later"}
        assert now.predecessor_id == was.id

    def test_is_one_change_to_a_carrier(self, hr, heard):
        enrol(hr)
        heard.clear()
        move(NEW_YEAR, MARCH_10)

        (action,) = reduce_changes(heard)

        assert action.kind is CarrierActionKind.CHANGE
        assert action.after.coverage.start == MARCH_10

    def test_keeps_an_end_that_was_set(self, hr):
        made = enrol(hr)
        june = dt.date(2027, 6, 30)
        api.unenrol(
            actor=hr, idempotency_key="e", enrolment_id=made.id, ends_on=june, reason="too dear"
        )

        move(NEW_YEAR, MARCH_10)

        assert covered(hr) == [(MARCH_10, june, "terminated")]

    def test_an_end_by_a_leaver_can_still_be_taken_back(self, hr):
        enrol(hr)
        asked = {"actor": DIRECTORY, "employer_id": ids.ACME, "employee_id": 1, "reason": "left"}
        api.terminate_employment(**asked, idempotency_key="l", last_day=dt.date(2027, 6, 30))
        move(NEW_YEAR, MARCH_10)

        api.restore_employment(**asked, idempotency_key="s", last_day=None)

        assert covered(hr) == [(MARCH_10, YEAR_END, "active")]

    @pytest.mark.parametrize(
        ("today", "status"),
        [
            ("2026-12-01T09:00Z", EnrolmentStatus.CANCELLED),
            ("2027-01-20T09:00Z", EnrolmentStatus.TERMINATED),
        ],
        ids=["before it began", "after it began"],
    )
    def test_voids_cover_that_is_wholly_before(self, hr, at, today, status):
        made = enrol(hr)
        api.change_option(
            actor=hr,
            idempotency_key="c",
            enrolment_id=made.id,
            option_id=ids.MEDICAL_PLUS_2027,
            starts_on=MARCH,
        )
        at(today)

        move(NEW_YEAR, MARCH_10)

        voided = api.get_enrolment(actor=hr, enrolment_id=made.id)
        assert (voided.coverage, voided.status) == (None, status)
        assert covered(hr) == [(MARCH_10, YEAR_END, "active")]

    def test_leaves_alone_cover_that_begins_later(self, hr):
        enrol(hr, starts_on=MARCH_10)

        assert move(NEW_YEAR, MARCH_10) == ()

    def test_leaves_alone_cover_of_an_employment_before(self, hr):
        enrol(hr)

        assert move(MARCH, MARCH_10) == ()

    def test_begins_after_the_waiting_period(self, hr, settings):
        """C-12: thirty days after 10 March are over on 9 April."""
        enrol(hr, starts_on=MARCH)
        settings.ENROLMENTS_BENEFIT_CATALOGUE = f"{__name__}.Waiting"

        move(MARCH - 30 * DAY, MARCH_10)

        assert covered(hr) == [(dt.date(2027, 4, 9), YEAR_END, "active")]

    def test_asks_for_the_waiting_period_of_whoever_does_not_know_the_former_day(
        self, hr, settings
    ):
        enrol(hr)
        settings.ENROLMENTS_BENEFIT_CATALOGUE = f"{__name__}.Waiting"

        move(NEW_YEAR, MARCH_10, always_wait=True)

        assert covered(hr) == [(dt.date(2027, 4, 9), YEAR_END, "active")]

    def test_does_not_ask_for_a_waiting_period_that_was_not_kept(self, hr, settings):
        enrol(hr)
        settings.ENROLMENTS_BENEFIT_CATALOGUE = f"{__name__}.Waiting"

        move(NEW_YEAR, MARCH_10)

        assert covered(hr) == [(MARCH_10, YEAR_END, "active")]


class TestAFirstDayThatMovesEarlier:
    def test_gives_back_what_the_correction_took(self, hr):
        enrol(hr)
        move(NEW_YEAR, MARCH_10)

        move(MARCH_10, NEW_YEAR)

        assert covered(hr) == [(NEW_YEAR, YEAR_END, "active")]

    def test_gives_back_no_more_than_is_employed(self, hr):
        enrol(hr)
        move(NEW_YEAR, MARCH_10)

        move(MARCH_10, MARCH)

        assert covered(hr) == [(MARCH, YEAR_END, "active")]

    def test_remembers_the_day_that_was_chosen_over_many_corrections(self, hr):
        enrol(hr)

        for previous, first_day in itertools.pairwise(
            [NEW_YEAR, MARCH, MARCH_10, MARCH, dt.date(2027, 2, 1), MARCH, dt.date(2026, 6, 1)]
        ):
            move(previous, first_day)

        assert covered(hr) == [(NEW_YEAR, YEAR_END, "active")]

    def test_gives_back_what_had_no_day_left(self, hr):
        made = enrol(hr)
        api.change_option(
            actor=hr,
            idempotency_key="c",
            enrolment_id=made.id,
            option_id=ids.MEDICAL_PLUS_2027,
            starts_on=MARCH,
        )
        before = covered(hr)
        move(NEW_YEAR, MARCH_10)

        move(MARCH_10, NEW_YEAR)

        assert covered(hr) == before

    def test_gives_nobody_cover_that_was_not_chosen(self, hr):
        enrol(hr, starts_on=MARCH)

        assert move(MARCH, NEW_YEAR) == ()

    def test_gives_back_nothing_that_somebody_cancelled(self, hr):
        enrol(hr)
        (now,) = move(NEW_YEAR, MARCH_10)
        api.cancel(actor=hr, idempotency_key="c", enrolment_id=now.id, reason="no more")

        assert move(MARCH_10, NEW_YEAR) == ()

    def test_gives_back_the_waiting_period_too(self, hr, settings):
        enrol(hr, starts_on=MARCH)
        settings.ENROLMENTS_BENEFIT_CATALOGUE = f"{__name__}.Waiting"
        move(MARCH - 30 * DAY, MARCH_10)

        move(MARCH_10, MARCH - 30 * DAY)

        assert covered(hr) == [(MARCH, YEAR_END, "active")]


class TestWhoMay:
    def test_a_retry_has_one_effect(self, hr, heard):
        enrol(hr)
        heard.clear()

        assert move(NEW_YEAR, MARCH_10, key="k") == move(NEW_YEAR, MARCH_10, key="k")
        assert len(heard) == 2

    def test_a_key_is_for_one_day(self, hr):
        move(NEW_YEAR, MARCH_10, key="k")

        with pytest.raises(IdempotencyConflict):
            move(NEW_YEAR, MARCH, key="k")

    def test_hr_keeps_the_retro_limit_and_the_system_does_not(self, hr, at):
        enrol(hr)
        at("2027-03-10T12:00Z")

        with pytest.raises(api.RetroLimitExceeded):
            move(NEW_YEAR, MARCH_10, actor=hr)
        assert move(NEW_YEAR, MARCH_10)

    def test_hr_may_give_a_reason(self, hr, at):
        enrol(hr)
        at("2027-03-10T12:00Z")

        assert move(NEW_YEAR, MARCH_10, actor=hr, override_reason="a wrong contract")

    def test_is_for_hr_of_the_employer(self, ada, stranger):
        with pytest.raises(RoleForbidden):
            move(NEW_YEAR, MARCH_10, actor=ada)
        with pytest.raises(TenantForbidden):
            move(NEW_YEAR, MARCH_10, actor=stranger)
