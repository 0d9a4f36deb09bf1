"""
Does cover of the old employer end and that of the new one begin, or neither?
"""

import datetime as dt

import pytest

from domain_kit.actor import Actor, Role
from domain_kit.errors import TenantForbidden
from enrolments_app import api
from enrolments_app.testing import ids

pytestmark = pytest.mark.django_db
LAST_DAY, FIRST_DAY = dt.date(2027, 6, 30), dt.date(2027, 7, 1)


@pytest.fixture
def both() -> Actor:
    return Actor(id="olga", role=Role.HR, employer_ids=frozenset({ids.ACME, ids.GLOBEX}))


def election(employee_id=7, *, option_id=ids.GLOBEX_MEDICAL_2027, starts_on=FIRST_DAY):
    return api.ElectionRequest(
        employee_id=employee_id, option_id=option_id, starts_on=starts_on, dependants=()
    )


def transfer(actor, *elections, key="t"):
    return api.transfer_employment(
        actor=actor,
        idempotency_key=key,
        employee_id=1,
        from_employer_id=ids.ACME,
        to_employer_id=ids.GLOBEX,
        last_day=LAST_DAY,
        reason="moved",
        elections=elections,
    )


class TestTransfer:
    def test_ends_the_one_and_begins_the_other(self, made, both):
        moved = transfer(both, election())

        (ended,), (begun,) = moved.ended, moved.begun
        assert (ended.id, ended.ends_on) == (made.id, LAST_DAY)
        assert (begun.employer_id, begun.starts_on) == (ids.GLOBEX, FIRST_DAY)
        assert begun.source is api.Source.NEW_HIRE

    def test_a_retry_has_one_effect_and_one_answer(self, made, both):
        assert transfer(both, election()) == transfer(both, election())

    def test_without_elections_cover_only_ends(self, made, both):
        assert len(transfer(both).ended) == 1

    @pytest.mark.parametrize(
        "refused",
        [election(starts_on=LAST_DAY), election(1, option_id=ids.MEDICAL_2027)],
        ids=["before the transfer", "at the old employer"],
    )
    def test_nothing_ends_if_the_new_cover_cannot_begin(self, made, both, refused):
        with pytest.raises(api.NotEmployed):
            transfer(both, refused)

        found = api.get_enrolment(actor=both, enrolment_id=made.id)
        assert (found.status, found.version) == (api.EnrolmentStatus.ACTIVE, 1)

    def test_takes_somebody_who_acts_for_both(self, made, hr):
        with pytest.raises(TenantForbidden):
            transfer(hr)
