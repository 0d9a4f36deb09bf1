"""
Does all cover end with the employment, and come back if the leaving day was wrong?
"""

import datetime as dt

import pytest

from domain_kit.actor import Actor
from domain_kit.errors import RoleForbidden, TenantForbidden
from enrolments_app import api
from enrolments_app.data import ChangeKind, EnrolmentStatus
from enrolments_app.testing import ids

pytestmark = pytest.mark.django_db
NEW_YEAR, JUNE_30 = dt.date(2027, 1, 1), dt.date(2027, 6, 30)
DIRECTORY = Actor.system("directory")


def enrol(hr, option_id, starts_on=NEW_YEAR):
    return api.enrol(
        actor=hr,
        idempotency_key=f"{option_id}{starts_on}",
        election=api.ElectionRequest(employee_id=1, option_id=option_id, starts_on=starts_on),
    )


def leave(last_day=JUNE_30, *, actor=DIRECTORY, key="left"):
    return api.terminate_employment(
        actor=actor,
        idempotency_key=key,
        employer_id=ids.ACME,
        employee_id="1",
        last_day=last_day,
        reason="left",
    )


def stay(last_day=None, key="stays"):
    return api.restore_employment(
        actor=DIRECTORY,
        idempotency_key=key,
        employer_id=ids.ACME,
        employee_id=1,
        last_day=last_day,
        reason="stays",
    )


@pytest.fixture
def covers(hr):
    return [
        enrol(hr, ids.MEDICAL_2027),
        enrol(hr, ids.DENTAL_2027),
        enrol(hr, ids.MEDICAL_2028, dt.date(2028, 1, 1)),
    ]


def states(hr):
    found = api.list_enrolments(actor=hr, employer_id=ids.ACME, employee_id=1)
    return sorted((each.starts_on.year, each.label, each.ends_on, each.status) for each in found)


class TestTerminateEmployment:
    def test_ends_every_benefit_and_cancels_what_would_begin(self, covers, hr):
        leave()

        assert [(year, ends_on, status) for year, _, ends_on, status in states(hr)] == [
            (2027, JUNE_30, EnrolmentStatus.TERMINATED),
            (2027, JUNE_30, EnrolmentStatus.TERMINATED),
            (2028, dt.date(2028, 12, 31), EnrolmentStatus.CANCELLED),
        ]

    def test_tells_each(self, covers, heard):
        leave()

        assert sorted(change.kind for change in heard) == [
            ChangeKind.CANCEL,
            ChangeKind.TERMINATE,
            ChangeKind.TERMINATE,
        ]

    def test_leaves_alone_what_had_ended_before(self, covers, hr):
        api.unenrol(
            actor=hr,
            idempotency_key="e",
            enrolment_id=covers[1].id,
            ends_on=dt.date(2027, 3, 31),
            reason="too dear",
        )

        assert len(leave()) == 2

    def test_of_nobody_covered_is_no_refusal(self):
        assert leave() == ()

    def test_a_retry_has_one_effect(self, covers, heard):
        assert leave() == leave()
        assert len(heard) == 3

    def test_hr_keeps_the_retro_limit_and_the_system_does_not(self, covers, hr, at):
        at("2027-08-29T12:00Z")

        with pytest.raises(api.RetroLimitExceeded):
            leave(actor=hr)
        assert leave()

    def test_cover_that_began_after_the_last_day_is_reversed(self, hr, at):
        enrol(hr, ids.DENTAL_2027)
        at("2027-01-10T12:00Z")

        (undone,) = leave(dt.date(2026, 12, 31))

        assert (undone.reversed, undone.coverage) == (True, None)

    def test_is_for_hr_of_the_employer(self, ada, stranger):
        with pytest.raises(RoleForbidden):
            leave(actor=ada)
        with pytest.raises(TenantForbidden):
            leave(actor=stranger)


class TestRestoreEmployment:
    def test_gives_everything_back(self, covers, hr):
        before = states(hr)
        leave()

        stay()

        assert states(hr) == before

    def test_gives_back_up_to_a_later_day(self, covers, hr):
        leave()

        stay(dt.date(2027, 9, 30))

        assert [ends_on for year, _, ends_on, _ in states(hr) if year == 2027] == [
            dt.date(2027, 9, 30)
        ] * 2

    def test_leaves_ended_what_somebody_ended(self, covers, hr):
        api.unenrol(
            actor=hr,
            idempotency_key="e",
            enrolment_id=covers[1].id,
            ends_on=dt.date(2027, 3, 31),
            reason="too dear",
        )
        leave()

        stay()

        assert api.get_enrolment(actor=hr, enrolment_id=covers[1].id).ends_on == dt.date(
            2027, 3, 31
        )
