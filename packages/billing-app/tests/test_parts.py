"""
Do the parts of a month cost what their days cost, in the rule and in the database alike? (C-03)
"""

import datetime as dt
import itertools
import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from billing_app import api, models
from billing_app.rules.parts import POLICIES, parts_of_month
from billing_app.testing import ids
from billing_app.testing.fakes import FixedCoverage
from domain_kit.money import Money
from domain_kit.periods import Period
from tests.conftest import gbp

FEBRUARY = Period.month(dt.date(2027, 2, 1))


def days(first: int, last: int) -> Period:
    return Period.inclusive(dt.date(2027, 2, first), dt.date(2027, 2, last))


class TestPartsOfMonth:
    def test_c_03_largest_remainder_ties_to_the_earliest(self):
        parts = parts_of_month(gbp("10.00"), [days(1, 9), days(10, 18), days(19, 28)], FEBRUARY)

        assert [str(part.amount) for part in parts] == ["3.22", "3.21", "3.57"]

    @pytest.mark.parametrize(("year", "amount"), [(2027, "40.71"), (2028, "41.38")])
    def test_c_01_days_over_the_days_of_the_month(self, year, amount):
        cover = Period(start=dt.date(year, 2, 10), end=None)

        (part,) = parts_of_month(gbp("60.00"), [cover], Period.month(dt.date(year, 2, 1)))

        assert part == gbp(amount)

    @given(
        cuts=st.sets(st.integers(1, 28), max_size=6),
        price=st.integers(0, 100_000),
    )
    def test_a_month_that_is_covered_costs_its_price_however_it_is_cut(self, cuts, price):
        edges = sorted({1, *cuts, 29})
        covers = [days(first, last - 1) for first, last in itertools.pairwise(edges)]

        parts = parts_of_month(Money(minor=price, currency="GBP"), covers, FEBRUARY)

        assert sum(part.minor for part in parts) == price


@pytest.fixture
def one_account(account):
    return account


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    edges=st.lists(st.integers(1, 31), min_size=2, max_size=7, unique=True).map(sorted),
    price=st.integers(0, 20_000),
    proration=st.sampled_from(POLICIES),
    wash_day=st.integers(1, 31),
    month=st.sampled_from([dt.date(2027, 1, 1), dt.date(2027, 2, 1), dt.date(2028, 2, 1)]),
)
def test_the_run_charges_what_the_rule_says(
    one_account, finance, edges, price, proration, wash_day, month
):
    models.Charge.objects.all().delete()
    models.Cover.objects.all().delete()
    models.BillingAccount.objects.update(settled_through=None)
    start = month - dt.timedelta(days=3)
    covers = [
        Period(start=start + dt.timedelta(days=first), end=start + dt.timedelta(days=last))
        for first, last in itertools.pairwise(edges)
    ]
    FixedCoverage.lines[:] = [
        api.CoverageLine(
            source_id=uuid.UUID(int=number),
            employer_id=ids.ACME,
            employee_id="E-1",
            description="Private medical",
            coverage=cover,
            monthly=Money(minor=price, currency="GBP"),
            proration=proration,
            wash_day=wash_day,
        )
        for number, cover in enumerate(covers, start=1)
    ]

    preview = parts_of_month(
        Money(minor=price, currency="GBP"),
        covers,
        Period.month(month),
        proration=proration,
        wash_day=wash_day,
    )
    api.run_billing(
        actor=finance,
        idempotency_key=str(uuid.uuid4()),
        employer_id=ids.ACME,
        month=month,
        issued_on=month,
    )

    charged = {
        charge.source_id.int: charge.amount
        for charge in api.list_charges(actor=finance, employer_id=ids.ACME, month=month, limit=50)
    }
    assert charged == {
        number: amount for number, amount in enumerate(preview, start=1) if amount.minor
    }
