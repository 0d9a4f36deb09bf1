"""
Do one enrolment and one change keep the rules that a cart keeps?
"""

import datetime as dt
from decimal import Decimal

import pytest

from domain_kit.money import Money
from enrolments_app import api
from enrolments_app.testing import ids
from enrolments_app.testing.fakes import FakeCatalogue
from tests.people.conftest import JUNE_1

pytestmark = pytest.mark.django_db
APRIL_1 = dt.date(2027, 4, 1)
ASKED, GUARANTEED = Money.of("360000.00", "GBP"), Money.of("250000.00", "GBP")
BABY = api.Dependant(key="c2", name="Jo", relationship="child", born_on=APRIL_1)


def enrol(actor, option_id=ids.MEDICAL_2027, *, key=None, **more):
    fields = {"employee_id": 1, "starts_on": JUNE_1} | more
    grounds = {name: fields.pop(name) for name in ("claim_id", "override_reason") if name in fields}
    return api.enrol(
        actor=actor,
        idempotency_key=key or f"enrol {option_id}",
        election=api.ElectionRequest(option_id=option_id, **fields),
        **grounds,
    )


def change(actor, enrolment, option_id=ids.MEDICAL_2027, *, key="change", **more):
    fields = {"starts_on": JUNE_1} | more
    return api.change_option(
        actor=actor, idempotency_key=key, enrolment_id=enrolment.id, option_id=option_id, **fields
    )


@pytest.fixture
def birth(ada, hr, monkeypatch):
    """An approved birth of 1 April, reported on 20 April while no window is open."""
    monkeypatch.setattr(FakeCatalogue, "open_now", False)
    claim = api.report_life_event(
        actor=ada, idempotency_key="report", employee_id=1, kind="birth", event_on=APRIL_1
    )
    return api.decide_life_event(
        actor=hr, idempotency_key="decide", claim_id=claim.id, approve=True
    )


class TestALifeEvent:
    def test_c_16_opens_its_day_to_one_enrolment(self, ada, birth):
        made = enrol(ada, starts_on=APRIL_1, claim_id=birth.id)

        assert (made.starts_on, made.source) == (APRIL_1, api.Source.LIFE_EVENT)

    def test_c_16_opens_its_day_to_one_change(self, ada, hr, birth):
        before = enrol(hr, starts_on=dt.date(2027, 3, 1))

        after = change(ada, before, starts_on=APRIL_1, dependants=[BABY], claim_id=birth.id)

        assert (after.starts_on, after.predecessor_id) == (APRIL_1, before.id)

    @pytest.mark.parametrize("day", [dt.date(2027, 3, 31), dt.date(2027, 4, 2), JUNE_1])
    def test_opens_no_other_day(self, ada, birth, day):
        with pytest.raises(api.EffectiveDateNotAllowed):
            enrol(ada, starts_on=day, claim_id=birth.id)

    def test_is_needed_without_a_window(self, ada, birth):
        with pytest.raises(api.WindowClosed):
            enrol(ada)


class TestAWaiver:
    def waive(self, actor):
        return api.waive(
            actor=actor,
            idempotency_key="no",
            employee_id=1,
            benefit_id=ids.MEDICAL,
            plan_year_id=ids.YEAR_2027,
            reason="cost",
            starts_on=JUNE_1,
            ends_on=dt.date(2027, 12, 31),
        )

    def test_keeps_one_enrolment_away(self, ada):
        waiver = self.waive(ada)

        with pytest.raises(api.BenefitWaived) as refusal:
            enrol(ada)

        assert refusal.value.waiver_id == waiver.id

    def test_keeps_an_end_where_it_is(self, ada, hr):
        cover = enrol(hr, starts_on=dt.date(2027, 4, 20))
        ended = api.unenrol(
            actor=hr,
            idempotency_key="end",
            enrolment_id=cover.id,
            ends_on=dt.date(2027, 5, 31),
            reason="not wanted",
        )
        self.waive(ada)

        with pytest.raises(api.BenefitWaived):
            api.withdraw_end(
                actor=hr, idempotency_key="back", enrolment_id=cover.id, reason="wanted"
            )

        assert api.get_enrolment(actor=hr, enrolment_id=cover.id) == ended

    def test_keeps_what_was_cancelled_away(self, ada, hr):
        cover = enrol(hr)
        api.cancel(actor=hr, idempotency_key="c", enrolment_id=cover.id, reason="not wanted")
        self.waive(ada)

        with pytest.raises(api.BenefitWaived):
            api.reinstate(actor=hr, idempotency_key="r", enrolment_id=cover.id, reason="wanted")


class TestThePayFloor:
    @pytest.fixture(autouse=True)
    def sacrifices(self, settings, monkeypatch):
        settings.ENROLMENTS_PAY_FLOOR = "enrolments_app.testing.fakes.FakePayFloor"
        monkeypatch.setattr(FakeCatalogue, "funding", "salary_sacrifice")
        monkeypatch.setattr(FakeCatalogue, "employer_share", Decimal(0))
        monkeypatch.setattr(FakeCatalogue, "prices", {ids.CYCLE_2027: "45.00"})

    def test_c_20_60_and_then_45_are_refused(self, ada):
        enrol(ada)

        with pytest.raises(api.PayFloorBreached) as refusal:
            enrol(ada, ids.CYCLE_2027)

        assert str(refusal.value.headroom) == "99.20 GBP"
        assert str(refusal.value.shortfall) == "5.80 GBP"

    def test_c_20_a_change_does_not_count_twice(self, ada):
        cover = enrol(ada)

        after = change(ada, cover, ids.MEDICAL_PLUS_2027, starts_on=dt.date(2027, 7, 1))

        assert str(after.monthly) == "90.00 GBP"

    def test_c_20_a_change_that_is_too_dear_is_refused(self, ada, monkeypatch):
        cover = enrol(ada)
        monkeypatch.setattr(FakeCatalogue, "prices", {ids.MEDICAL_PLUS_2027: "99.21"})

        with pytest.raises(api.PayFloorBreached, match=r"0\.01 GBP too much"):
            change(ada, cover, ids.MEDICAL_PLUS_2027)


class TestEvidence:
    @pytest.fixture(autouse=True)
    def guaranteed(self, monkeypatch):
        monkeypatch.setattr(FakeCatalogue, "guaranteed", GUARANTEED)

    def requests(self, actor):
        found = api.list_evidence_requests(
            actor=actor, employer_id=ids.ACME, state=api.EvidenceState.PENDING
        )
        return [each.enrolment_id for each in found]

    def test_c_18_one_enrolment_starts_at_the_guarantee(self, ada):
        made = enrol(ada, cover=ASKED)

        assert (made.cover, self.requests(ada)) == (GUARANTEED, [made.id])

    def test_c_18_one_change_starts_at_the_guarantee(self, ada):
        before = enrol(ada, cover=Money.of("100000.00", "GBP"))

        after = change(ada, before, cover=ASKED, starts_on=dt.date(2027, 7, 1))

        assert (after.cover, self.requests(ada)) == (GUARANTEED, [after.id])

    def test_another_household_keeps_its_cover(self, ada):
        cover = Money.of("100000.00", "GBP")
        before = enrol(ada, cover=cover)

        after = change(ada, before, dependants=[BABY], starts_on=dt.date(2027, 7, 1))

        assert after.cover == cover

    def test_another_household_withdraws_no_request(self, ada):
        before = enrol(ada, cover=ASKED)

        change(ada, before, dependants=[BABY], starts_on=dt.date(2027, 7, 1))

        assert self.requests(ada) == [before.id]

    def test_c_18_what_was_approved_is_there_again_when_it_is_reinstated(self, ada, hr):
        before = enrol(ada, cover=ASKED)
        (request,) = api.list_evidence_requests(actor=hr, employer_id=ids.ACME)
        api.record_evidence_outcome(
            actor=hr,
            idempotency_key="approved",
            evidence_id=request.id,
            outcome="approved",
            effective_on=dt.date(2027, 8, 1),
        )
        approved = api.coverage_on(actor=hr, employer_id=ids.ACME, on=dt.date(2027, 8, 1))[0]
        api.unenrol(
            actor=hr,
            idempotency_key="end",
            enrolment_id=approved.id,
            ends_on=dt.date(2027, 9, 30),
            reason="by mistake",
        )

        again = api.reinstate(
            actor=hr, idempotency_key="again", enrolment_id=approved.id, reason="put right"
        )

        assert (before.cover, approved.cover, again.cover) == (GUARANTEED, ASKED, ASKED)


class TestAShownPrice:
    def test_c_11_is_todays_or_stale(self, ada):
        with pytest.raises(api.QuoteStale):
            enrol(ada, quote_hash="old")

    def test_c_11_is_todays_or_stale_in_a_change(self, ada):
        cover = enrol(ada)

        with pytest.raises(api.QuoteStale):
            change(ada, cover, ids.MEDICAL_PLUS_2027, quote_hash="old")
