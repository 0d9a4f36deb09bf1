"""
Is somebody enrolled once, by those who may, with everything that hangs on it?
"""

import datetime as dt
import pickle
import threading
import uuid

import pytest
from django.db import connection

from domain_kit.errors import (
    EmployeeForbidden,
    IdempotencyConflict,
    RoleForbidden,
)
from domain_kit.money import Money
from domain_kit.periods import Period
from enrolments_app import api, models
from enrolments_app.testing import ids
from tests.conftest import FEBRUARY_10


def enrol(actor, *, key="k", employee_id=1, option_id=ids.MEDICAL_2027, starts_on=FEBRUARY_10):
    return api.enrol(
        actor=actor,
        idempotency_key=key,
        election=api.ElectionRequest(
            employee_id=employee_id, option_id=option_id, starts_on=starts_on
        ),
    )


@pytest.mark.django_db
class TestEnrol:
    def test_keeps_the_quoted_price_until_the_plan_year_ends(self, ada):
        made = enrol(ada)

        assert made.monthly == Money.of("60.00", "GBP")
        assert made.status is api.EnrolmentStatus.ACTIVE
        assert made.coverage == Period(start=FEBRUARY_10, end=dt.date(2028, 1, 1))

    def test_tells_the_observers(self, ada, heard):
        made = enrol(ada)

        (change,) = heard
        assert (change.kind, change.enrolment_id) == (api.ChangeKind.INITIAL, made.id)

    def test_does_not_happen_if_an_observer_refuses(self, ada, settings):
        settings.ENROLMENTS_OBSERVERS = ["enrolments_app.testing.fakes.RefusingObserver"]

        with pytest.raises(RuntimeError, match="on hold"):
            enrol(ada)

        assert not models.Enrolment.objects.exists()
        assert not models.EnrolmentChange.objects.exists()

    def test_c_21_refuses_a_second_cover_by_the_same_benefit(self, ada):
        made = enrol(ada)

        with pytest.raises(api.OverlappingCoverage) as refusal:
            enrol(ada, key="k2", starts_on=dt.date(2027, 5, 1))

        assert refusal.value.existing_id == made.id
        assert "End that one first" in str(refusal.value)

    def test_c_21_is_free_again_the_day_after(self, ada):
        made = enrol(ada)
        api.unenrol(
            actor=ada,
            idempotency_key="end",
            enrolment_id=made.id,
            ends_on=dt.date(2027, 6, 30),
            reason="sabbatical",
        )

        again = enrol(ada, key="k2", starts_on=dt.date(2027, 7, 1))

        assert again.id != made.id

    def test_c_21_cancelled_cover_does_not_block(self, ada):
        made = enrol(ada)
        api.cancel(actor=ada, idempotency_key="c", enrolment_id=made.id, reason="a mistake")

        assert enrol(ada, key="k2").id != made.id

    def test_a_retry_has_one_effect(self, ada, heard):
        assert enrol(ada) == enrol(ada)
        assert len(heard) == 1

    def test_the_key_serves_one_body(self, ada):
        enrol(ada)

        with pytest.raises(IdempotencyConflict):
            enrol(ada, option_id=ids.DENTAL_2027)

    def test_an_employee_enrols_only_itself(self, ada):
        with pytest.raises(EmployeeForbidden):
            enrol(ada, employee_id=2)

    def test_hr_enrols_its_own_employers_people(self, hr):
        assert enrol(hr, employee_id=2).employee_id == "2"

    def test_another_employers_people_are_unknown_like_nobodys(self, stranger):
        with pytest.raises(api.EmployeeNotFound, match="There is no employee 3"):
            enrol(stranger, employee_id=3)

    def test_finance_enrols_nobody(self, hr):
        import dataclasses

        from domain_kit.actor import Role

        with pytest.raises(RoleForbidden):
            enrol(dataclasses.replace(hr, role=Role.FINANCE))

    @pytest.mark.parametrize(
        ("changes", "refusal", "sentence"),
        [
            ({"option_id": uuid.UUID(int=0)}, api.NotOffered, "there is no such option"),
            ({"option_id": ids.GLOBEX_MEDICAL_2027}, api.NotOffered, "another employer's"),
            ({"starts_on": dt.date(2028, 1, 1)}, api.NotOffered, "it is offered from 2027-01-01"),
            ({"employee_id": 99}, api.EmployeeNotFound, "There is no employee 99"),
            (
                {"employee_id": 6, "starts_on": dt.date(2027, 4, 1)},
                api.NotEmployed,
                "is employed from 2020-01-01 to 2027-03-31, not on 2027-04-01",
            ),
        ],
    )
    def test_refuses_in_a_sentence(self, hr, changes, refusal, sentence):
        with pytest.raises(refusal, match=sentence):
            enrol(hr, **changes)


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    def test_c_21_exactly_one_succeeds(self, hr):
        start = threading.Barrier(2)
        answers: list[object] = []

        def one(key: str) -> None:
            start.wait()
            try:
                answers.append(enrol(hr, key=key))
            except api.OverlappingCoverage as refusal:
                answers.append(refusal)
            finally:
                connection.close()

        threads = [threading.Thread(target=one, args=(key,)) for key in ("left", "right")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        (row,) = models.Enrolment.objects.all()
        refused = [answer for answer in answers if isinstance(answer, api.OverlappingCoverage)]
        assert [refusal.existing_id for refusal in refused] == [row.id]


@pytest.mark.parametrize(
    "refusal",
    [
        api.OverlappingCoverage(1, ids.MEDICAL, ids.PLAN),
        api.NotOffered(ids.MEDICAL_2027, FEBRUARY_10, "no."),
        api.NotEmployed(1, FEBRUARY_10, "2020 to 2021"),
        api.IllegalTransition(ids.PLAN, "ended", "cancelled"),
        api.EndsBeforeStart(FEBRUARY_10, FEBRUARY_10),
        api.EnrolmentNotFound(ids.PLAN),
        api.AlreadyTookEffect(ids.PLAN, FEBRUARY_10),
        api.NotCoveredOn(ids.PLAN, FEBRUARY_10, "2020 to 2021"),
        api.StaleVersion(ids.PLAN, 2, 1),
        api.WindowClosed(ids.YEAR_2027),
        api.RetroLimitExceeded(60, 60),
        api.RetroLimitExceeded(1, 0),
        api.NotEligible(1, ids.MEDICAL, ("works too few hours",)),
        api.MemberNotCoverable("dependants.0.key", "", "it needs a key"),
    ],
)
def test_refusals_survive_a_trip_between_processes(refusal):
    assert str(pickle.loads(pickle.dumps(refusal))) == str(refusal)
