"""
Do two who decide about one employee's benefit at one moment both get an answer, and no deadlock?
"""

import datetime as dt

import pytest

from enrolments_app import api, models
from enrolments_app.models.waiver import Waiver
from enrolments_app.testing import ids
from tests.test_one_per_day import at_once, enrol

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = range(4)


def waive(actor, key):
    return api.waive(
        actor=actor,
        idempotency_key=key,
        employee_id=1,
        benefit_id=ids.MEDICAL,
        plan_year_id=ids.YEAR_2027,
        reason=api.WaiverReason.COST,
        starts_on=dt.date(2027, 1, 1),
        ends_on=dt.date(2027, 12, 31),
    )


def act(name, actor, key, made, **more):
    command = getattr(api, name)
    return command(actor=actor, idempotency_key=key, enrolment_id=made.id, reason="because", **more)


def ended(hr):
    made = enrol(hr, key="first")
    return act("unenrol", hr, "end", made, ends_on=dt.date(2027, 3, 31))


@pytest.mark.parametrize("turn", ROUNDS)
class TestAtOneMoment:
    def test_of_two_waivers_one_is_recorded(self, hr, turn):
        answers = at_once(lambda: waive(hr, "a"), lambda: waive(hr, "b"))

        assert {type(each) for each in answers} == {api.Waiver, api.WaivedAlready}

    def test_of_a_waiver_and_an_enrolment_one_is_recorded(self, hr, turn):
        answers = at_once(lambda: waive(hr, "a"), lambda: enrol(hr, key="b"))

        assert len(answers) == 2
        assert models.Enrolment.objects.count() + Waiver.objects.count() == 1

    def test_an_end_that_is_withdrawn_meets_new_cover(self, hr, turn):
        made = ended(hr)

        answers = at_once(
            lambda: act("withdraw_end", hr, "a", made),
            lambda: enrol(hr, key="b", starts_on=dt.date(2027, 4, 1)),
        )

        assert {type(each) for each in answers} == {api.Enrolment, api.OverlappingCoverage}

    def test_of_two_reinstatements_one_is_made(self, hr, turn):
        made = ended(hr)

        answers = at_once(
            lambda: act("reinstate", hr, "a", made), lambda: act("reinstate", hr, "b", made)
        )

        assert {type(each) for each in answers} == {api.Enrolment, api.OverlappingCoverage}

    def test_of_two_who_saw_one_version_one_is_refused(self, hr, turn):
        made = enrol(hr, key="first")

        answers = at_once(
            lambda: act("unenrol", hr, "a", made, ends_on=dt.date(2027, 6, 30), expected_version=1),
            lambda: act("cancel", hr, "b", made, expected_version=1),
        )

        assert {type(each) for each in answers} == {api.Enrolment, api.StaleVersion}

    def report(self, actor, key):
        return api.report_life_event(
            actor=actor,
            idempotency_key=key,
            employee_id=1,
            kind="birth",
            event_on=dt.date(2027, 1, 20),
        )

    def test_of_two_decisions_about_a_life_event_one_counts(self, hr, turn):
        claim = self.report(hr, "report")

        def decide(approve):
            return api.decide_life_event(
                actor=hr, idempotency_key=f"{approve}", claim_id=claim.id, approve=approve
            )

        answers = at_once(lambda: decide(True), lambda: decide(False))

        assert {type(each) for each in answers} == {api.LifeEventClaim, api.LifeEventAlreadyDecided}
        (decided,) = (each for each in answers if isinstance(each, api.LifeEventClaim))
        assert api.get_life_event(actor=hr, claim_id=claim.id) == decided

    def test_of_two_reports_of_a_life_event_one_is_open(self, hr, turn):
        answers = at_once(lambda: self.report(hr, "a"), lambda: self.report(hr, "b"))

        assert {type(each) for each in answers} == {
            api.LifeEventClaim,
            api.LifeEventAlreadyReported,
        }
