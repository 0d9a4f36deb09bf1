"""
Do months charged for cover across them add up, however often they are told and run?
"""

import datetime as dt

from billing_app import api
from billing_app.testing import ids
from billing_app.testing.fakes import FixedCoverage
from tests.conftest import ISSUED, cover, gbp


def billed(finance, month, key):
    return api.run_billing(
        actor=finance, idempotency_key=key, employer_id=ids.ACME, month=month, issued_on=ISSUED
    )


def charges(finance):
    return api.list_charges(actor=finance, employer_id=ids.ACME)


def test_c_02_each_month_by_its_own_days(account, finance):
    FixedCoverage.lines.append(cover(start=dt.date(2027, 1, 20), last=dt.date(2027, 2, 9)))

    billed(finance, dt.date(2027, 1, 1), "january")
    billed(finance, dt.date(2027, 2, 1), "february")

    assert [charge.amount for charge in charges(finance)] == [gbp("23.23"), gbp("19.29")]


def test_c_40_a_month_told_and_run_again_charges_nothing_more(account, finance):
    FixedCoverage.lines.append(cover())
    february = dt.date(2027, 2, 1)
    for key in "ab":
        api.record_coverage(actor=finance, idempotency_key=key, line=cover(), month=february)
        billed(finance, february, f"run {key}")
    once = charges(finance)

    for key in "cd":
        api.record_coverage(actor=finance, idempotency_key=key, line=cover(), month=february)
        billed(finance, february, f"run {key}")

    assert charges(finance) == once
    assert sum(charge.amount.minor for charge in once) == 6_000
