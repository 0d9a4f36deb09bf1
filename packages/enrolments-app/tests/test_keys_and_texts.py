"""
Whose idempotency key is it, and which texts does no column take?
"""

import datetime as dt

import pytest

from domain_kit.actor import Actor, Role
from enrolments_app import api
from enrolments_app.models import CommandRecord
from enrolments_app.testing import ids

pytestmark = pytest.mark.django_db
BROKEN = ["a\0b", "\ud800"]


def named(actor, employee_id, **changes):
    asked = {
        "key": "c1",
        "name": "Kit",
        "relationship": "child",
        "born_on": dt.date(2019, 5, 20),
    }
    return api.add_dependant(
        actor=actor, idempotency_key="1", employee_id=employee_id, **(asked | changes)
    )


class TestKeys:
    def test_of_two_employers_never_meet(self, hr):
        elsewhere = Actor(id=hr.id, role=Role.HR, employer_ids=frozenset({ids.GLOBEX}))

        made = named(hr, 1)

        with pytest.raises(api.EmployeeNotFound):
            named(elsewhere, 1)
        assert named(hr, 1) == made

    def test_a_retry_of_3_0_is_known(self, hr):
        made = named(hr, 1)
        record = CommandRecord.objects.get()
        CommandRecord.objects.update(scope=f"actor:{hr.id}")

        assert named(hr, 1) == made
        assert CommandRecord.objects.get() == record


class TestTexts:
    @pytest.mark.parametrize("text", BROKEN)
    def test_of_a_dependant(self, hr, text):
        with pytest.raises(api.TextNotStorable):
            named(hr, 1, name=text)

    @pytest.mark.parametrize("text", BROKEN)
    @pytest.mark.parametrize("command", ["cancel", "reinstate", "withdraw_end"])
    def test_of_a_reason(self, hr, made, command, text):
        with pytest.raises(api.TextNotStorable):
            getattr(api, command)(actor=hr, idempotency_key="1", enrolment_id=made.id, reason=text)

    @pytest.mark.parametrize("text", [*BROKEN, "x" * 201])
    def test_of_an_override(self, hr, text):
        with pytest.raises(api.TextNotStorable):
            api.enrol(
                actor=hr,
                idempotency_key="1",
                election=api.ElectionRequest(
                    employee_id=1, option_id=ids.MEDICAL_2027, starts_on=dt.date(2027, 2, 10)
                ),
                override_reason=text,
            )

    def test_nothing_of_a_refused_one_is_kept(self, hr):
        with pytest.raises(api.TextNotStorable):
            named(hr, 1, name=BROKEN[0])

        assert not CommandRecord.objects.exists()
