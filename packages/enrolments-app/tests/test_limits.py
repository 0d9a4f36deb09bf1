"""
Do employees choose in windows only, and how far back may anybody decide (C-13, C-26)?
"""

import datetime as dt

import pytest

from domain_kit.errors import IdempotencyConflict
from enrolments_app import api
from enrolments_app.data import Source
from enrolments_app.testing import ids
from enrolments_app.testing.fakes import FakeCatalogue, FakeDirectory

pytestmark = pytest.mark.django_db
MARCH_1 = dt.date(2027, 3, 1)


def enrol(actor, starts_on=MARCH_1, *, key="k", quote_hash="", **more):
    return api.enrol(
        actor=actor,
        idempotency_key=key,
        election=api.ElectionRequest(
            employee_id=1,
            option_id=ids.MEDICAL_2027,
            starts_on=starts_on,
            quote_hash=quote_hash,
        ),
        **more,
    )


@pytest.fixture
def closed(monkeypatch):
    monkeypatch.setattr(FakeCatalogue, "open_now", False)


class TestWindow:
    def test_an_employee_chooses_in_an_open_one(self, ada):
        assert enrol(ada).source is Source.WINDOW

    def test_an_employee_is_refused_outside(self, ada, closed):
        with pytest.raises(api.WindowClosed, match="Report a life event, or ask HR"):
            enrol(ada)

    @pytest.mark.parametrize(
        "command",
        [
            lambda actor, made: api.cancel(
                actor=actor, idempotency_key="c", enrolment_id=made.id, reason="changed my mind"
            ),
            lambda actor, made: api.unenrol(
                actor=actor,
                idempotency_key="c",
                enrolment_id=made.id,
                ends_on=dt.date(2027, 6, 30),
                reason="too dear",
            ),
            lambda actor, made: api.change_option(
                actor=actor,
                idempotency_key="c",
                enrolment_id=made.id,
                option_id=ids.MEDICAL_PLUS_2027,
                starts_on=dt.date(2027, 6, 1),
            ),
        ],
    )
    def test_an_employee_changes_nothing_outside(self, ada, hr, closed, command):
        made = enrol(hr)

        with pytest.raises(api.WindowClosed):
            command(ada, made)

    def test_hr_needs_none(self, hr, closed):
        assert enrol(hr).source is Source.ADMIN


class TestRetroLimit:
    @pytest.mark.parametrize(("today", "accepted"), [("2027-04-29", True), ("2027-04-30", False)])
    def test_c_26_day_59_is_the_last(self, hr, at, today, accepted):
        at(f"{today}T12:00Z")

        if accepted:
            assert enrol(hr).starts_on == MARCH_1
        else:
            with pytest.raises(api.RetroLimitExceeded) as refusal:
                enrol(hr)
            assert (refusal.value.days, refusal.value.limit) == (60, 60)

    def test_a_reason_overrides_it(self, hr, at):
        at("2027-08-20T12:00Z")

        made = enrol(hr, override_reason="forgotten by the broker")

        assert made.reason == "forgotten by the broker"

    def test_the_setting_moves_it(self, hr, at, settings):
        settings.ENROLMENTS_RETRO_DAYS = 10
        at("2027-03-11T12:00Z")

        with pytest.raises(api.RetroLimitExceeded):
            enrol(hr)

    def test_an_employee_never_reaches_back(self, ada, at):
        at("2027-03-02T12:00Z")

        with pytest.raises(api.RetroLimitExceeded, match="employees choose from today on"):
            enrol(ada)

    def test_today_is_the_employers_day(self, ada, at, monkeypatch):
        monkeypatch.setattr(FakeDirectory, "time_zone", "Pacific/Auckland")
        at("2027-03-01T12:00Z")  # It is 2 March in Auckland.

        with pytest.raises(api.RetroLimitExceeded):
            enrol(ada)

    def test_c_26_a_leaver_40_days_back_is_accepted_and_71_days_back_refused(self, hr, at):
        made = enrol(hr)

        def leave(key):
            return api.unenrol(
                actor=hr,
                idempotency_key=key,
                enrolment_id=made.id,
                ends_on=dt.date(2027, 6, 10),
                reason="left",
            )

        at("2027-07-20T12:00Z")
        assert leave("in time").ends_on == dt.date(2027, 6, 10)
        at("2027-08-20T12:00Z")
        with pytest.raises(api.RetroLimitExceeded) as refusal:
            leave("too late")
        assert refusal.value.days == 71


class TestLifeEvent:
    @pytest.fixture
    def claim(self, hr, at):
        """A birth on 1 March, reported on 20 March and approved."""
        at("2027-03-20T12:00Z")
        reported = api.report_life_event(
            actor=hr,
            idempotency_key="report",
            employee_id=1,
            kind="birth",
            event_on=MARCH_1,
        )
        return api.decide_life_event(
            actor=hr,
            idempotency_key="decide",
            claim_id=reported.id,
            approve=True,
        )

    def test_c_16_opens_a_day_in_the_past_without_a_window(self, ada, claim, closed):
        made = enrol(ada, claim_id=claim.id)

        assert (made.starts_on, made.source) == (MARCH_1, Source.LIFE_EVENT)

    def test_opens_no_other_day(self, ada, claim, closed):
        with pytest.raises(api.EffectiveDateNotAllowed):
            enrol(ada, dt.date(2027, 3, 2), claim_id=claim.id)


class TestWaivedAndShown:
    def test_a_benefit_that_is_waived_is_refused(self, ada):
        api.waive(
            actor=ada,
            idempotency_key="no",
            employee_id=1,
            benefit_id=ids.MEDICAL,
            plan_year_id=ids.YEAR_2027,
            reason="cost",
            starts_on=MARCH_1,
            ends_on=dt.date(2027, 12, 31),
        )

        with pytest.raises(api.BenefitWaived):
            enrol(ada)

    def test_c_11_another_price_than_the_shown_one_is_refused(self, ada):
        with pytest.raises(api.QuoteStale):
            enrol(ada, quote_hash="an older one")


class TestEligibility:
    def test_names_every_reason(self, hr, monkeypatch):
        monkeypatch.setattr(
            FakeCatalogue, "reasons", ("works 10 hours, 20 needed", "is in grade A")
        )

        with pytest.raises(api.NotEligible, match="works 10 hours, 20 needed; is in grade A"):
            enrol(hr)


class TestRetries:
    def test_are_answered_before_any_check(self, ada, monkeypatch, at):
        made = enrol(ada)
        monkeypatch.setattr(FakeCatalogue, "open_now", False)
        monkeypatch.setattr(FakeCatalogue, "reasons", ("the offer has ended",))
        at("2027-12-01T12:00Z")

        assert enrol(ada) == made

    def test_two_peoples_keys_never_meet(self, ada, hr):
        enrol(ada)

        other = api.enrol(
            actor=hr,
            idempotency_key="k",
            election=api.ElectionRequest(
                employee_id=2, option_id=ids.MEDICAL_2027, starts_on=MARCH_1
            ),
        )

        assert other.employee_id == "2"

    def test_one_persons_key_serves_one_request(self, ada):
        enrol(ada)

        with pytest.raises(IdempotencyConflict):
            enrol(ada, dt.date(2027, 4, 1))
