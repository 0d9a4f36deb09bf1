"""
Do all salary sacrifices of a month together leave the least pay?
"""

import datetime as dt
from decimal import Decimal

import pytest

from domain_kit.errors import RoleForbidden, TenantForbidden
from domain_kit.money import Money
from enrolments_app.data.elections import BatchState
from enrolments_app.errors.pay_floor import PayFloorBreached, PayUnknown
from enrolments_app.queries.pay_floor_breaches import pay_floor_breaches
from enrolments_app.rules.pay_floor import monthly_pay, room
from enrolments_app.services.save_draft import save_draft
from enrolments_app.services.submit_elections import submit_elections
from enrolments_app.testing import ids
from enrolments_app.testing.fakes import FakeCatalogue, FakeDirectory, FakePayFloor
from tests.people.conftest import JUNE_1, election

pytestmark = pytest.mark.django_db


class NoPay(FakeDirectory):
    """Does not know what anybody earns."""

    def facts(self, *, employee_id, on):
        import dataclasses

        known = super().facts(employee_id=employee_id, on=on)
        return dataclasses.replace(known, annual_salary=None)


@pytest.fixture(autouse=True)
def sacrifices(settings, monkeypatch):
    settings.ENROLMENTS_PAY_FLOOR = "enrolments_app.testing.fakes.FakePayFloor"
    monkeypatch.setattr(FakeCatalogue, "funding", "salary_sacrifice")
    monkeypatch.setattr(FakeCatalogue, "employer_share", Decimal(0))
    monkeypatch.setattr(FakeCatalogue, "prices", {ids.CYCLE_2027: "45.00"})


def elect(actor, *options, key="one", starts_on=JUNE_1):
    lines = [election(option, starts_on=starts_on) for option in options]
    batch = save_draft(actor=actor, idempotency_key=f"draft {key}", employee_id=1, lines=lines)
    return submit_elections(
        actor=actor, idempotency_key=f"submit {key}", batch_id=batch.id, agreement_signed=True
    )


class TestElections:
    def test_c_20_one_of_60_is_accepted(self, ada):
        assert elect(ada, ids.MEDICAL_2027).state is BatchState.SUBMITTED

    def test_c_20_60_and_45_in_one_batch_are_refused(self, ada):
        with pytest.raises(PayFloorBreached) as refusal:
            elect(ada, ids.MEDICAL_2027, ids.CYCLE_2027)

        assert str(refusal.value.headroom) == "99.20 GBP"
        assert str(refusal.value.shortfall) == "5.80 GBP"

    def test_c_20_60_and_then_45_are_refused(self, ada):
        elect(ada, ids.MEDICAL_2027)

        with pytest.raises(PayFloorBreached, match=r"this is 5\.80 GBP too much"):
            elect(ada, ids.CYCLE_2027, key="two")

    def test_c_20_a_sacrifice_that_begins_later_counts(self, ada):
        elect(ada, ids.MEDICAL_2027, starts_on=dt.date(2027, 9, 1))

        with pytest.raises(PayFloorBreached):
            elect(ada, ids.CYCLE_2027, key="two")

    def test_c_20_what_takes_the_place_of_another_does_not_count_twice(self, ada):
        elect(ada, ids.MEDICAL_2027)

        plus = elect(ada, ids.MEDICAL_PLUS_2027, key="two", starts_on=dt.date(2027, 7, 1))

        assert plus.state is BatchState.SUBMITTED

    def test_net_deductions_do_not_count(self, ada, monkeypatch):
        elect(ada, ids.MEDICAL_2027)
        monkeypatch.setattr(FakeCatalogue, "funding", "net_deduction")

        assert elect(ada, ids.CYCLE_2027, key="two").state is BatchState.SUBMITTED

    def test_without_a_floor_nothing_is_refused(self, ada, settings):
        settings.ENROLMENTS_PAY_FLOOR = ""

        batch = elect(ada, ids.MEDICAL_2027, ids.CYCLE_2027)

        assert batch.state is BatchState.SUBMITTED

    def test_pay_has_to_be_known(self, ada, settings):
        settings.ENROLMENTS_EMPLOYEE_DIRECTORY = f"{__name__}.NoPay"

        with pytest.raises(PayUnknown, match="Enter the pay in the directory first"):
            elect(ada, ids.MEDICAL_2027)


class TestPayFloorBreaches:
    def test_c_20_a_higher_rate_makes_a_breach_of_what_is_there(self, ada, hr, monkeypatch):
        elect(ada, ids.MEDICAL_2027)
        assert pay_floor_breaches(actor=hr, employer_id=ids.ACME, on=JUNE_1) == ()
        monkeypatch.setattr(FakePayFloor, "hourly", Decimal("12.71"))

        (breach,) = pay_floor_breaches(actor=hr, employer_id=ids.ACME, on=JUNE_1)

        assert (breach.employee_id, str(breach.headroom)) == ("1", "17.95 GBP")
        assert (str(breach.sacrificed), str(breach.shortfall)) == ("60.00 GBP", "42.05 GBP")

    def test_c_20_drops_nothing(self, ada, hr, monkeypatch):
        from enrolments_app import api

        elect(ada, ids.MEDICAL_2027)
        before = api.list_enrolments(actor=hr, employer_id=ids.ACME)
        monkeypatch.setattr(FakePayFloor, "hourly", Decimal("12.71"))

        pay_floor_breaches(actor=hr, employer_id=ids.ACME, on=JUNE_1)

        assert api.list_enrolments(actor=hr, employer_id=ids.ACME) == before

    def test_is_the_employers_own(self, stranger, ada):
        with pytest.raises(TenantForbidden):
            pay_floor_breaches(actor=stranger, employer_id=ids.ACME, on=JUNE_1)
        with pytest.raises(RoleForbidden):
            pay_floor_breaches(actor=ada, employer_id=ids.ACME, on=JUNE_1)


class TestRoom:
    def test_a_month_of_25_000_is_2_083_33(self):
        assert str(monthly_pay(Money.of("25000.00", "GBP"))) == "2083.33 GBP"

    def test_pay_below_the_floor_leaves_no_headroom(self):
        floor = Money.of("2100.00", "GBP")

        found = room(annual=Money.of("25000.00", "GBP"), floor=floor, sacrifices=())

        assert (found.headroom.minor, found.breached) == (0, False)
