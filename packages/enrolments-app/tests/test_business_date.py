"""
Is each missed day processed once and in order, with the same result as night by night (C-23)?
"""

import datetime as dt

import pytest

from domain_kit.errors import TenantForbidden
from enrolments_app import models
from enrolments_app.api import (
    BusinessDateOnlyMovesForward,
    BusinessDateTooFar,
    advance_business_date,
)
from enrolments_app.models.run import BusinessDate, Run
from enrolments_app.testing import ids
from enrolments_app.testing.crowd import CrowdCatalogue
from tests.runs import SYSTEM, child, cover, crowd, days  # noqa: F401

MAY_30, JUNE_2 = dt.date(2027, 5, 30), dt.date(2027, 6, 2)
DAY = dt.timedelta(days=1)


def advance(to):
    return advance_business_date(actor=SYSTEM, employer_id=ids.ACME, to=to)


def state():
    """Every row without what differs from one time to another."""
    fields = (
        "employee_id",
        "option_id",
        "coverage",
        "status",
        "monthly_price",
        "predecessor__coverage",
    )
    return sorted(map(str, models.Enrolment.objects.values_list(*fields)))


@pytest.fixture
def people(crowd):  # noqa: F811
    """A child that ages out on 1 June, new rates on the 2nd, and a year that ends."""
    CrowdCatalogue.rates[ids.MEDICAL_2027] = (JUNE_2, "66.00")
    for employee_id in (1, 2, 3):
        cover(employee_id, dependants=[child("kit", dt.date(2001, 5, employee_id))])
    advance(MAY_30)


@pytest.mark.usefixtures("people")
class TestAdvance:
    def test_c_23_three_missed_days_are_processed_once_and_in_order(self):
        answer = advance(JUNE_2)

        assert answer.processed == (MAY_30 + DAY, MAY_30 + 2 * DAY, JUNE_2)
        assert BusinessDate.objects.get().day == JUNE_2

    def test_c_23_three_days_at_once_are_as_three_nights(self):
        from django.db import transaction

        with transaction.atomic():
            for night in (1, 2, 3):
                advance(MAY_30 + night * DAY)
            nightly = state()
            transaction.set_rollback(True)

        advance(JUNE_2)

        assert state() == nightly
        assert days(1) == [
            (dt.date(2027, 1, 1), dt.date(2027, 5, 31)),
            (dt.date(2027, 6, 1), dt.date(2027, 6, 1)),
            (JUNE_2, dt.date(2027, 12, 31)),
        ]

    def test_the_same_day_again_does_nothing(self):
        advance(JUNE_2)
        runs = Run.objects.count()

        assert advance(JUNE_2).processed == ()
        assert Run.objects.count() == runs

    def test_c_23_never_goes_back(self):
        with pytest.raises(BusinessDateOnlyMovesForward, match="does not go back"):
            advance(MAY_30 - DAY)

    def test_does_not_leap(self):
        with pytest.raises(BusinessDateTooFar, match="more than 400 days"):
            advance(dt.date(2029, 1, 1))

    def test_carries_over_when_a_plan_year_has_ended(self):
        BusinessDate.objects.update(day=dt.date(2027, 12, 31))

        advance(dt.date(2028, 1, 1))

        assert days(1)[-1] == (dt.date(2028, 1, 1), dt.date(2028, 12, 31))

    def test_is_closed_to_other_tenants(self, stranger):
        with pytest.raises(TenantForbidden):
            advance_business_date(actor=stranger, employer_id=ids.ACME, to=JUNE_2)
