"""
What may an invoice say, and how are invoices listed?
"""

import datetime as dt

import pytest

from billing_app import api
from billing_app.testing import ids
from domain_kit.money import AmountNotStorable, CurrencyMismatch, Money
from domain_kit.periods import Period
from tests.conftest import ISSUED, drafted, gbp


class TestCreate:
    def created(self, finance, account, *lines, issued_on=ISSUED, key="k"):
        return api.InvoiceService.create(
            actor=finance,
            idempotency_key=key,
            account_id=account.id,
            lines=lines,
            issued_on=issued_on,
        )

    def line(self, **over):
        return api.NewLine(**{"description": "Fee", "amount": gbp("1.00")} | over)

    def test_refuses_one_without_lines(self, account, finance):
        with pytest.raises(api.EmptyInvoice):
            self.created(finance, account)

    @pytest.mark.parametrize(
        "day", [dt.date(9999, 12, 31), dt.date(2200, 1, 1), dt.date(1899, 12, 31), dt.date.min]
    )
    def test_refuses_days_that_are_centuries_away(self, account, finance, day):
        with pytest.raises(api.DateOutOfRange, match=str(day)):
            self.created(finance, account, self.line(), issued_on=day)

    def test_refuses_lines_of_such_days(self, account, finance):
        period = Period.inclusive(dt.date(2027, 1, 1), dt.date(2500, 1, 1))

        with pytest.raises(api.DateOutOfRange):
            self.created(finance, account, self.line(period=period))

    def test_refuses_another_currency(self, account, finance):
        with pytest.raises(CurrencyMismatch):
            self.created(finance, account, self.line(amount=Money.of("1", "JPY")))

    def test_refuses_a_total_that_no_column_keeps(self, account, finance):
        largest = Money(minor=10**13 - 1, currency="GBP")

        with pytest.raises(AmountNotStorable):
            self.created(finance, account, self.line(amount=largest), self.line(amount=largest))

    @pytest.mark.parametrize(
        "over",
        [
            {"description": "x" * 301},
            {"description": "a\0b"},
            {"employee_id": "x" * 65},
            {"employee_id": ""},
            {"employee_id": 10**70},
        ],
    )
    def test_refuses_by_its_name_what_no_column_keeps(self, account, finance, over):
        with pytest.raises(api.UnusableValue, match=next(iter(over))):
            self.created(finance, account, self.line(**over))

    @pytest.mark.parametrize("employee_id", [7, "E-17", None, -3])
    def test_an_employee_is_known_by_any_identifier(self, account, finance, employee_id):
        made = self.created(finance, account, self.line(employee_id=employee_id))

        assert made.lines[0].employee_id == (None if employee_id is None else str(employee_id))


class TestListInvoices:
    def test_comes_in_pages(self, account, finance):
        made = [drafted(finance, account, key=f"{each}").id for each in range(5)]

        pages, listed, after = [], [], None
        while page := api.list_invoices(actor=finance, employer_id=ids.ACME, limit=2, after=after):
            pages.append(len(page))
            listed += [each.id for each in page]
            after = page[-1].id

        assert pages == [2, 2, 1]
        assert sorted(listed) == sorted(made)

    def test_comes_newest_first(self, account, finance):
        made = [drafted(finance, account, key=f"{each}").id for each in range(5)]

        def page(after=None):
            found = api.list_invoices(
                actor=finance, employer_id=ids.ACME, limit=3, after=after, newest_first=True
            )
            return [each.id for each in found]

        assert page() + page(page()[-1]) == sorted(made, reverse=True)

    def test_a_place_of_another_employer_is_none(self, account, finance, stranger):
        theirs = drafted(finance, account)

        with pytest.raises(api.InvoiceNotFound):
            api.list_invoices(actor=stranger, employer_id=ids.GLOBEX, limit=2, after=theirs.id)

    def test_takes_as_many_statements_for_a_long_page(
        self, account, finance, django_assert_num_queries
    ):
        for each in range(7):
            drafted(finance, account, key=f"{each}")

        with django_assert_num_queries(4):
            api.list_invoices(actor=finance, employer_id=ids.ACME, limit=50)
