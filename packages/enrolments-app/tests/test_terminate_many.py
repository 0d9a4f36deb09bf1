"""
Does a site that closes end all cover of its people, in a number of statements that does not grow?
"""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from domain_kit.actor import Actor, Role
from domain_kit.errors import TenantForbidden
from enrolments_app import api
from enrolments_app.api import NoEmployees, TextNotStorable, restore_employment, terminate_many
from enrolments_app.data import ChangeKind
from enrolments_app.testing import ids
from tests.runs import JANUARY, NEW_YEAR, SYSTEM, cover, crowd, days  # noqa: F401

JUNE_30 = dt.date(2027, 6, 30)


def close(people, *, actor=SYSTEM, last_day=JUNE_30, **options):
    wanted = {"reason": "the site closes"} | options
    return terminate_many(
        actor=actor, employer_id=ids.ACME, employee_ids=people, last_day=last_day, **wanted
    )


@pytest.mark.usefixtures("crowd")
class TestTerminateMany:
    def test_ends_every_benefit_of_everybody_named(self):
        cover(1)
        cover(1, option_id=ids.DENTAL_2027)
        cover(2)
        cover(3)

        assert close([1, "2"]).ended == 3

        assert days(1) == [(JANUARY, JUNE_30)] * 2
        assert days(2) == [(JANUARY, JUNE_30)]
        assert days(3) == [(JANUARY, dt.date(2027, 12, 31))]

    def test_cancels_what_would_start_later(self):
        cover(option_id=ids.MEDICAL_2028, starts_on=NEW_YEAR)

        close([1])

        assert days() == []
        kinds = [c.kind for c in api.changes_since(actor=SYSTEM, employer_id=ids.ACME)]
        assert kinds == [ChangeKind.INITIAL, ChangeKind.CANCEL]

    def test_leaves_an_earlier_end(self):
        made = cover()
        api.unenrol(
            actor=SYSTEM,
            idempotency_key="end",
            enrolment_id=made.id,
            ends_on=dt.date(2027, 3, 31),
            reason="left the scheme",
        )

        assert close([1]).ended == 0

    def test_run_again_does_nothing(self):
        cover()
        close([1], idempotency_key="one")

        assert close([1], idempotency_key="two").ended == 0

    def test_can_be_given_back_person_by_person(self):
        cover()
        close([1])

        restore_employment(
            actor=SYSTEM,
            idempotency_key="back",
            employer_id=ids.ACME,
            employee_id=1,
            last_day=None,
            reason="transferred instead",
        )

        assert days() == [(JANUARY, dt.date(2027, 12, 31))]

    def test_the_number_of_statements_does_not_grow_with_the_people(self):
        def statements(people):
            with transaction.atomic():
                for employee_id in range(1, people + 1):
                    cover(employee_id)
                with CaptureQueriesContext(connection) as captured:
                    assert close(range(1, people + 1)).ended == people
                transaction.set_rollback(True)
            return len(captured)

        assert statements(2) == statements(40)

    def test_hr_does_not_reach_back_too_far(self, hr):
        with pytest.raises(api.RetroLimitExceeded):
            close([1], actor=hr, last_day=dt.date(2026, 1, 31))

    def test_hr_reaches_back_with_a_reason(self, hr):
        run = close(
            [1], actor=hr, last_day=dt.date(2026, 1, 31), override_reason="told us too late"
        )

        assert run.finished_at

    def test_needs_somebody(self):
        with pytest.raises(NoEmployees):
            close([])

    @pytest.mark.parametrize("reason", ["", "x" * 201, "a\x00b"])
    def test_needs_a_reason_that_can_be_stored(self, reason):
        with pytest.raises(TextNotStorable):
            close([1], reason=reason)

    def test_is_closed_to_other_tenants(self):
        stranger = Actor(id="gus", role=Role.HR, employer_ids=frozenset({ids.GLOBEX}))

        with pytest.raises(TenantForbidden):
            close([1], actor=stranger)
