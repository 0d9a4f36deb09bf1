"""
Does payroll take the employee's part by the record in effect on the pay period's last day (C-22)?
"""

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from domain_kit.actor import Role
from domain_kit.errors import EmployeeForbidden, TenantForbidden
from domain_kit.money import Money
from enrolments_app import api
from enrolments_app.api import (
    PayFrequency,
    PaySchedule,
    PayScheduleNotUsable,
    payroll_deductions,
    reprice,
)
from enrolments_app.testing import ids
from enrolments_app.testing.builders import build_enrolment
from enrolments_app.testing.crowd import CrowdCatalogue
from tests.runs import JANUARY, SYSTEM, cover, crowd  # noqa: F401

DECEMBER_31 = dt.date(2027, 12, 31)
BIWEEKLY = PaySchedule(frequency=PayFrequency.BIWEEKLY_24_OF_26, period_ends_on=dt.date(2027, 1, 8))
MONTHLY = PaySchedule(frequency=PayFrequency.MONTHLY, period_ends_on=dt.date(2027, 1, 31))


def deductions(actor=SYSTEM, schedule=MONTHLY, **changes):
    wanted = {"employer_id": ids.ACME, "first": JANUARY, "last": DECEMBER_31, "limit": 5_000}
    return payroll_deductions(actor=actor, schedule=schedule, **wanted | changes)


def pounds(amount):
    return Money.of(amount, "GBP")


@pytest.fixture
def half(crowd):  # noqa: F811
    """The employer pays half of every price."""
    crowd.setattr(CrowdCatalogue, "employer_share", Decimal("0.5"))


@pytest.mark.usefixtures("half")
class TestPayrollDeductions:
    def test_takes_the_employees_part_on_each_pay_date(self):
        cover()

        amounts = {one.pay_on: one.amount for one in deductions().items}

        assert len(amounts) == 12
        assert set(amounts.values()) == {pounds("30.00")}

    def test_c_10_24_of_26_takes_half_twice_a_month_and_nothing_on_the_third(self):
        cover()

        amounts = [one.amount for one in deductions(schedule=BIWEEKLY).items]

        assert (amounts.count(pounds("15.00")), amounts.count(pounds("0.00"))) == (24, 2)

    def test_c_10_26_adds_up_to_twelve_months(self):
        cover()
        schedule = dataclasses.replace(BIWEEKLY, frequency=PayFrequency.BIWEEKLY_26)

        amounts = [one.amount for one in deductions(schedule=schedule).items]

        assert len(amounts) == 26
        assert sum(amounts, pounds("0")) == pounds("360.00")

    @pytest.mark.parametrize(
        ("changes_on", "january"),
        [(dt.date(2027, 1, 31), "33.00"), (dt.date(2027, 2, 1), "30.00")],
    )
    def test_c_22_the_record_on_the_last_day_of_the_period_counts(self, changes_on, january):
        cover()
        CrowdCatalogue.rates[ids.MEDICAL_2027] = (changes_on, "66.00")
        reprice(actor=SYSTEM, employer_id=ids.ACME, on=changes_on)

        first, second, *_ = deductions().items

        assert (first.amount, second.amount) == (pounds(january), pounds("33.00"))

    def test_c_22_who_has_left_by_then_pays_nothing_more(self):
        made = cover()
        api.unenrol(
            actor=SYSTEM,
            idempotency_key="end",
            enrolment_id=made.id,
            ends_on=dt.date(2027, 2, 27),
            reason="left the scheme",
        )

        assert [one.pay_on.month for one in deductions().items] == [1]

    def test_cancelled_cover_is_not_taken(self):
        made = cover()
        api.cancel(actor=SYSTEM, idempotency_key="c", enrolment_id=made.id, reason="typo")

        assert deductions().items == ()

    def test_what_the_employer_pays_whole_is_not_listed(self, monkeypatch):
        monkeypatch.setattr(CrowdCatalogue, "employer_share", Decimal(1))
        cover()

        assert deductions().items == ()

    def test_a_price_without_parts_has_no_amount(self):
        build_enrolment(ends_on=dt.date(2027, 1, 31))

        (one,) = deductions().items

        assert one.amount is None

    def test_is_one_statement_however_many_people(self):
        for employee_id in range(1, 6):
            cover(employee_id)

        with CaptureQueriesContext(connection) as captured:
            found = deductions()

        assert (len(captured), len(found.items)) == (1, 60)

    def test_pages_hold_every_row_once(self):
        for employee_id in (2, 10, 1):
            cover(employee_id)
            cover(employee_id, option_id=ids.DENTAL_2027)
        whole = deductions().items

        pages, after = [], None
        while True:
            page = deductions(limit=7, after=after)
            pages += page.items
            after = page.after
            if after is None:
                break

        assert tuple(pages) == whole
        assert len(whole) == 72

    def test_an_employee_sees_its_own_only(self, ada):
        cover(1)
        cover(2)

        assert {one.employee_id for one in deductions(actor=ada).items} == {"1"}
        with pytest.raises(EmployeeForbidden):
            deductions(actor=ada, employee_id=2)

    def test_finance_may_read(self, hr):
        cover()

        assert deductions(actor=dataclasses.replace(hr, role=Role.FINANCE)).items

    def test_is_closed_to_other_tenants(self, stranger):
        with pytest.raises(TenantForbidden):
            deductions(actor=stranger)

    @pytest.mark.parametrize("after", ["x", "2027-01-01/x/1", "2027-01-01", "\x00"])
    def test_refuses_a_cursor_of_its_own_making(self, after):
        with pytest.raises(PayScheduleNotUsable, match="not where a page ended"):
            deductions(after=after)
