"""
Does a run charge parts of a month to those who pay them?
"""

import dataclasses
import datetime as dt
import uuid

import pytest

from billing_app import api, models
from billing_app.testing import ids
from billing_app.testing.fakes import FixedCoverage
from tests.conftest import cover, gbp
from tests.runs import charged, run, tell


class TestPartsOfAMonth:
    @pytest.mark.parametrize(
        ("price", "cuts"), [("10.00", (9, 18)), ("60.01", (14,)), ("0.01", (14,))]
    )
    def test_c_03_parts_at_one_price_cost_the_month(self, account, finance, price, cuts):
        first = 1
        for number, last in enumerate((*cuts, 28)):
            part = cover(
                price,
                start=dt.date(2027, 2, first),
                last=dt.date(2027, 2, last),
                source=uuid.UUID(int=200 + number),
            )
            tell(finance, part, 2)
            FixedCoverage.lines.append(part)
            first = last + 1

        invoice = run(finance, 2)

        assert invoice.total == gbp(price)

    def test_c_03_the_parts_of_ten_pounds(self, account, finance):
        for number, (first, last) in enumerate(((1, 9), (10, 18), (19, 28))):
            FixedCoverage.lines.append(
                cover(
                    "10.00",
                    start=dt.date(2027, 2, first),
                    last=dt.date(2027, 2, last),
                    source=uuid.UUID(int=200 + number),
                )
            )

        invoice = run(finance, 2)

        assert [str(line.amount.amount) for line in invoice.lines] == ["3.22", "3.21", "3.57"]

    @pytest.mark.parametrize(
        ("proration", "start", "amount"),
        [
            ("daily", dt.date(2027, 1, 8), "46.45"),
            ("full-month", dt.date(2027, 1, 31), "60.00"),
            ("wash-day", dt.date(2027, 1, 8), "60.00"),
            ("wash-day", dt.date(2027, 1, 15), "60.00"),
            ("fixed-30", dt.date(2027, 1, 22), "20.00"),
        ],
    )
    def test_c_05_policies_are_data(self, account, finance, proration, start, amount):
        FixedCoverage.lines.append(dataclasses.replace(cover(start=start), proration=proration))

        run(finance, 1)

        assert charged(finance) == {1: amount}

    @pytest.mark.parametrize("proration", ["none", "wash-day"])
    def test_c_05_a_month_that_costs_nothing_is_not_charged(self, account, finance, proration):
        late = cover(start=dt.date(2027, 1, 29))
        FixedCoverage.lines.append(dataclasses.replace(late, proration=proration))

        assert run(finance, 1) is None


class TestPayers:
    def test_each_payer_gets_an_invoice(self, account, finance):
        split = dataclasses.replace(cover("85.01"), employer_monthly=gbp("42.50"))
        FixedCoverage.lines.append(split)

        employers = run(finance, 2)

        invoices = api.list_invoices(actor=finance, employer_id=ids.ACME, limit=10)
        assert employers.total == gbp("42.50")
        assert {str(each.payer): str(each.total.amount) for each in invoices} == {
            "employer": "42.50",
            "employee": "42.51",
        }

    def test_c_03_the_parts_of_a_month_cost_each_payer_its_share_of_the_month(
        self, account, finance
    ):
        for number, (first, last) in enumerate(((1, 9), (10, 18), (19, 28))):
            part = cover(
                "10.00",
                start=dt.date(2027, 2, first),
                last=dt.date(2027, 2, last),
                source=uuid.UUID(int=200 + number),
            )
            FixedCoverage.lines.append(dataclasses.replace(part, employer_monthly=gbp("3.33")))

        assert run(finance, 2).total == gbp("3.33")
        assert charged(finance) == {2: "10.00"}

    def test_what_the_employer_pays_alone_is_on_one_invoice(self, account, finance):
        for number, (first, last) in enumerate(((1, 9), (10, 18), (19, 28))):
            part = cover(
                "10.00",
                start=dt.date(2027, 2, first),
                last=dt.date(2027, 2, last),
                source=uuid.UUID(int=200 + number),
            )
            FixedCoverage.lines.append(dataclasses.replace(part, employer_monthly=gbp("10.00")))

        assert run(finance, 2).total == gbp("10.00")

    def test_a_month_charged_to_the_employer_alone_stays_the_employers(self, account, finance):
        FixedCoverage.lines.append(cover())
        run(finance, 1)
        FixedCoverage.lines[:] = [dataclasses.replace(cover(), employer_monthly=gbp("20.00"))]

        run(finance, 2)

        assert [
            (each.month.month, each.payer, str(each.amount))
            for each in models.Charge.objects.order_by("month", "payer")
        ] == [(1, "employer", "60.000"), (2, "employee", "40.000"), (2, "employer", "20.000")]

    def test_c_26_both_shares_are_given_back_as_they_were_billed(self, account, finance):
        split = dataclasses.replace(cover("85.01"), employer_monthly=gbp("42.50"))
        FixedCoverage.lines.append(split)
        run(finance, 2)
        FixedCoverage.lines.clear()

        run(finance, 3)

        back = models.Charge.objects.filter(kind="adjustment").order_by("payer")
        assert [(each.payer, str(each.amount)) for each in back] == [
            ("employee", "-42.510"),
            ("employer", "-42.500"),
        ]


class TestLines:
    def test_each_line_says_its_own_days_and_words(self, account, finance):
        FixedCoverage.lines.append(cover(last=dt.date(2027, 2, 28)))
        run(finance, 2)
        FixedCoverage.lines[:] = [
            cover("90.00", last=dt.date(2027, 2, 10)),
            cover(start=dt.date(2027, 3, 1), source=uuid.UUID(int=78)),
        ]

        invoice = run(finance, 3)

        assert [(line.description, str(line.period)) for line in invoice.lines] == [
            ("Correction: Private medical, Standard", "2027-02-01 to 2027-02-10"),
            ("Private medical, Standard", "2027-03-01 to 2027-03-31"),
        ]
