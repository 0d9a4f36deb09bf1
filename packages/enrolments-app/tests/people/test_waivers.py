"""
Can a benefit be waived, and is no day both waived and covered?
"""

import datetime as dt
import threading

import pytest
from django.db import connection

from domain_kit.errors import EmployeeForbidden, TenantForbidden
from enrolments_app import api, models
from enrolments_app.data.waivers import WaiverReason
from enrolments_app.errors.waivers import (
    BenefitWaived,
    CoveredAlready,
    UnknownWaiverReason,
    WaivedAlready,
    WaiverEndsBeforeStart,
    WaiverNotFound,
    WaiverWithdrawn,
)
from enrolments_app.queries.waivers import list_waivers
from enrolments_app.services.save_draft import save_draft
from enrolments_app.services.submit_elections import submit_elections
from enrolments_app.services.waive import waive
from enrolments_app.services.withdraw_waiver import withdraw_waiver
from enrolments_app.testing import ids
from enrolments_app.testing.fakes import FakeCatalogue
from tests.people.conftest import JUNE_1, election

pytestmark = pytest.mark.django_db
NEW_YEARS_EVE = dt.date(2027, 12, 31)


class WithoutYears(FakeCatalogue):
    """A catalogue of a host that was written before plan years could be asked for."""

    plan_year = None


def say_no(actor, *, key="no", **more):
    fields = {
        "employee_id": 1,
        "benefit_id": ids.MEDICAL,
        "plan_year_id": ids.YEAR_2027,
        "reason": "covered-elsewhere",
        "starts_on": dt.date(2027, 1, 1),
        "ends_on": NEW_YEARS_EVE,
    }
    return waive(actor=actor, idempotency_key=key, **(fields | more))


def elect(actor, *, key="yes", **more):
    batch = save_draft(
        actor=actor, idempotency_key=f"draft {key}", employee_id=1, lines=[election(**more)]
    )
    return submit_elections(actor=actor, idempotency_key=f"submit {key}", batch_id=batch.id)


class TestWaive:
    def test_says_what_when_and_why(self, ada):
        made = say_no(ada)

        assert made.reason is WaiverReason.COVERED_ELSEWHERE
        assert (made.starts_on, made.ends_on) == (dt.date(2027, 1, 1), NEW_YEARS_EVE)
        assert (made.plan_year_id, made.withdrawn_at) == (ids.YEAR_2027, None)

    def test_leaves_no_cover_behind(self, ada):
        say_no(ada)

        assert not models.Enrolment.objects.exists()
        assert not models.EnrolmentChange.objects.exists()

    def test_a_retry_has_one_effect(self, ada):
        assert say_no(ada) == say_no(ada)
        assert models.Waiver.objects.count() == 1

    def test_refuses_what_is_covered(self, ada, hr):
        cover = elect(hr).lines[0].enrolment_id

        with pytest.raises(CoveredAlready) as refusal:
            say_no(ada)

        assert refusal.value.existing_id == cover

    def test_the_days_before_cover_can_be_waived(self, ada, hr):
        elect(hr)

        made = say_no(ada, ends_on=JUNE_1 - dt.timedelta(days=1))

        assert made.ends_on == dt.date(2027, 5, 31)

    def test_keeps_cover_away(self, ada, hr):
        waiver = say_no(ada)

        with pytest.raises(BenefitWaived) as refusal:
            elect(hr)

        assert refusal.value.waiver_id == waiver.id
        assert not models.Enrolment.objects.exists()

    def test_another_benefit_is_free(self, ada, hr):
        say_no(ada)

        assert elect(hr, option_id=ids.DENTAL_2027).lines[0].enrolment_id

    def test_happens_once_a_day(self, ada):
        made = say_no(ada)

        with pytest.raises(WaivedAlready) as refusal:
            say_no(ada, key="again", starts_on=NEW_YEARS_EVE)

        assert refusal.value.existing_id == made.id

    @pytest.mark.parametrize("reason", ["", "unknown", "because"])
    def test_refuses_a_reason_nobody_knows(self, ada, reason):
        with pytest.raises(UnknownWaiverReason, match="Use one of covered-elsewhere"):
            say_no(ada, reason=reason)

    def test_refuses_to_end_before_it_starts(self, ada):
        with pytest.raises(WaiverEndsBeforeStart, match="cannot end on 2026-12-31"):
            say_no(ada, ends_on=dt.date(2026, 12, 31))

    @pytest.mark.parametrize(
        "days",
        [
            {"starts_on": dt.date(2026, 12, 31)},
            {"ends_on": dt.date(2028, 1, 1)},
            {"starts_on": dt.date(2028, 2, 1), "ends_on": dt.date(2028, 2, 29)},
        ],
    )
    def test_refuses_days_of_another_year(self, ada, days):
        with pytest.raises(api.WaiverOutsidePlanYear, match="Choose days of that year"):
            say_no(ada, **days)

    def test_refuses_a_year_that_the_employer_does_not_have(self, ada):
        with pytest.raises(api.WaiverOutsidePlanYear, match="The employer has no plan year"):
            say_no(ada, plan_year_id=ids.MEDICAL)

    def test_asks_no_catalogue_that_knows_no_years(self, ada, settings):
        settings.ENROLMENTS_BENEFIT_CATALOGUE = f"{__name__}.WithoutYears"

        assert say_no(ada, ends_on=dt.date(2028, 1, 1)).ends_on == dt.date(2028, 1, 1)

    def test_an_employee_waives_for_itself(self, ada):
        with pytest.raises(EmployeeForbidden):
            say_no(ada, employee_id=2)

    def test_another_employers_employee_is_nobody(self, hr):
        with pytest.raises(api.EmployeeNotFound):
            say_no(hr, employee_id=7)


@pytest.mark.django_db(transaction=True)
class TestWaivedAndCoveredAtOnce:
    @pytest.mark.parametrize("attempt", range(5))
    def test_exactly_one_happens(self, hr, attempt):
        draft = save_draft(
            actor=hr, idempotency_key=f"draft {attempt}", employee_id=1, lines=[election()]
        )
        start = threading.Barrier(2)
        answers: list[object] = []

        def one(decide, refused) -> None:
            start.wait()
            try:
                answers.append(decide())
            except refused as refusal:
                answers.append(refusal)
            finally:
                connection.close()

        ways = (
            (lambda: say_no(hr), CoveredAlready),
            (
                lambda: submit_elections(actor=hr, idempotency_key="s", batch_id=draft.id),
                BenefitWaived,
            ),
        )
        threads = [threading.Thread(target=one, args=way) for way in ways]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert models.Waiver.objects.count() + models.Enrolment.objects.count() == 1
        assert len(answers) == 2


class TestWithdrawWaiver:
    def test_lets_the_benefit_be_chosen(self, ada, hr):
        waiver = say_no(ada)

        withdrawn = withdraw_waiver(actor=ada, idempotency_key="w", waiver_id=waiver.id)

        assert withdrawn.withdrawn_at is not None
        assert elect(hr).lines[0].enrolment_id

    def test_happens_once(self, ada):
        waiver = say_no(ada)
        withdraw_waiver(actor=ada, idempotency_key="w", waiver_id=waiver.id)

        with pytest.raises(WaiverWithdrawn, match="was withdrawn at 2027-04-20 11:00Z already"):
            withdraw_waiver(actor=ada, idempotency_key="w2", waiver_id=waiver.id)

    def test_is_hidden_from_colleagues(self, ada, grace):
        waiver = say_no(ada)

        with pytest.raises(WaiverNotFound):
            withdraw_waiver(actor=grace, idempotency_key="w", waiver_id=waiver.id)


class TestListWaivers:
    def test_finds_by_benefit_and_state(self, ada):
        waiver = say_no(ada)
        dental = say_no(ada, key="dental", benefit_id=ids.DENTAL)
        withdraw_waiver(actor=ada, idempotency_key="w", waiver_id=waiver.id)

        assert list_waivers(actor=ada, employer_id=ids.ACME, withdrawn=False) == (dental,)
        assert list_waivers(actor=ada, employer_id=ids.ACME, benefit_id=ids.DENTAL) == (dental,)

    def test_is_the_employers_own(self, stranger):
        with pytest.raises(TenantForbidden):
            list_waivers(actor=stranger, employer_id=ids.ACME)
