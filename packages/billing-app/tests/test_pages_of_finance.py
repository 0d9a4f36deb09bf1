"""
What does finance look at: pages of invoices and money, what months cost, and how accounts stand?
"""

import datetime as dt

import pytest

from billing_app import api
from billing_app.testing import ids
from domain_kit.errors import NotPermitted
from tests.books import credited, invoiced, paid_by_card
from tests.conftest import ISSUED, cover, drafted, gbp, pay, sent
from tests.test_receipts import receive

pytestmark = pytest.mark.django_db
FEBRUARY = dt.date(2027, 2, 1)


def listed(finance, **asked):
    return api.list_invoices(actor=finance, employer_id=ids.ACME, limit=50, **asked)


class TestInvoices:
    def test_are_those_of_one_status(self, finance, account):
        draft, open_one = drafted(finance, account), sent(finance, account)

        assert [each.id for each in listed(finance, status=api.InvoiceStatus.OPEN)] == [open_one.id]
        assert [each.id for each in listed(finance, status=api.InvoiceStatus.DRAFT)] == [draft.id]

    def test_without_lines_say_the_same_sums(self, finance, account):
        invoice = sent(finance, account, "60.00")
        pay(finance, invoice, "20.00")

        (head,) = listed(finance, with_lines=False)

        assert (head.total, head.paid, head.due) == (gbp("60.00"), gbp("20.00"), gbp("40.00"))
        assert head.lines == ()


class TestLines:
    @pytest.fixture
    def invoice(self, finance, account):
        return api.InvoiceService.create(
            actor=finance,
            idempotency_key="lines",
            account_id=account.id,
            lines=[
                api.NewLine(description=f"Line {each}", amount=gbp("1"), employee_id=each)
                for each in (1, 2, 3)
            ],
            issued_on=ISSUED,
        )

    def read(self, actor, invoice, **asked):
        found = api.list_invoice_lines(actor=actor, invoice_id=invoice.id, **asked)
        return [each.description for each in found]

    def test_are_read_in_their_order_behind_one(self, finance, invoice):
        assert self.read(finance, invoice, limit=2) == ["Line 1", "Line 2"]
        assert self.read(finance, invoice, after=invoice.lines[1].id) == ["Line 3"]

    def test_are_those_of_some_employees(self, finance, invoice):
        assert self.read(finance, invoice, employee_ids=["3", 1]) == ["Line 1", "Line 3"]

    def test_are_taxes_or_all_but_taxes(self, finance, account, settings):
        settings.BILLING_TAX_RULES = "tests.books.Taxes"
        taxed = invoiced(finance, account, "10", category="standard")

        assert len(self.read(finance, taxed, taxes=True)) == 1
        assert self.read(finance, taxed, taxes=False) == ["Line 1"]

    def test_behind_one_of_another_invoice_are_none(self, finance, account, invoice):
        other = drafted(finance, account)

        with pytest.raises(api.LineNotFound):
            self.read(finance, invoice, after=other.lines[0].id)

    def test_of_another_employer_do_not_exist(self, stranger, invoice):
        with pytest.raises(api.InvoiceNotFound):
            self.read(stranger, invoice)

    def test_are_left_out_of_an_invoice_whose_sums_stay(self, finance, invoice):
        head = api.get_invoice(actor=finance, invoice_id=invoice.id, with_lines=False)

        assert (head.lines, head.total) == ((), gbp("3"))


class TestMoney:
    def test_payments_begin_with_the_newest(self, finance, account):
        first, second, third = (receive(finance, "10", key=each, reference=each) for each in "abc")

        page = api.list_payments(actor=finance, employer_id=ids.ACME, newest_first=True, limit=2)
        rest = api.list_payments(
            actor=finance, employer_id=ids.ACME, newest_first=True, after=second.id
        )

        assert [each.id for each in page] == [third.id, second.id]
        assert [each.id for each in rest] == [first.id]

    def test_a_repeated_reference_is_told_of_the_later_payment(self, finance, account):
        for key in "abc":
            receive(finance, "10", key=key, reference="c" if key == "c" else "same")

        found = api.list_payments(actor=finance, employer_id=ids.ACME)

        assert [each.repeated_reference for each in found] == [False, True, False]

    def test_payments_are_those_of_an_invoice(self, finance, account):
        invoice, other = sent(finance, account, key="a"), sent(finance, account, key="b")
        paid = pay(finance, invoice, "20.00", key="p")
        pay(finance, other, "20.00", key="q")

        found = api.list_payments(actor=finance, employer_id=ids.ACME, invoice_id=invoice.id)

        assert [each.id for each in found] == [paid.id]

    def test_payments_are_those_with_some_references(self, finance, account):
        made = [receive(finance, "10", key=each, reference=each) for each in "abc"]

        found = api.list_payments(actor=finance, employer_id=ids.ACME, references=["a", "c", "d"])

        assert [each.id for each in found] == [made[0].id, made[2].id]

    @pytest.mark.django_db(transaction=True)
    def test_attempts_are_those_of_an_invoice(self, finance, account):
        invoice, other = sent(finance, account, key="a"), sent(finance, account, key="b")
        attempt = paid_by_card(finance, invoice, key="p")
        paid_by_card(finance, other, key="q")

        found = api.list_attempts(actor=finance, employer_id=ids.ACME, invoice_id=invoice.id)

        assert [each.id for each in found] == [attempt.id]

    @pytest.mark.django_db(transaction=True)
    def test_attempts_begin_with_the_newest(self, finance, account):
        made = [
            paid_by_card(finance, sent(finance, account, key=each), key=f"card {each}")
            for each in "ab"
        ]

        asked = {"actor": finance, "employer_id": ids.ACME, "newest_first": True}

        assert [each.id for each in api.list_attempts(**asked)] == [made[1].id, made[0].id]
        assert [each.id for each in api.list_attempts(**asked, after=made[1].id)] == [made[0].id]

    def test_credit_notes_are_those_of_an_invoice(self, finance, account):
        invoice, other = sent(finance, account, key="a"), sent(finance, account, key="b")
        note = credited(finance, invoice, key="p")
        credited(finance, other, key="q")

        found = api.list_credit_notes(actor=finance, employer_id=ids.ACME, invoice_id=invoice.id)

        assert [each.id for each in found] == [note.id]

    @pytest.mark.django_db(transaction=True)
    def test_refunds_begin_with_the_newest(self, finance, account):
        receipt = receive(finance, "10")
        made = [
            api.refund(
                actor=finance,
                idempotency_key=each,
                payment_id=receipt.id,
                reason="Paid twice",
                paid_on=ISSUED,
                amount=gbp("1"),
                reference=each,
            )
            for each in "ab"
        ]

        found = api.list_refunds(actor=finance, employer_id=ids.ACME, newest_first=True)

        assert [each.id for each in found] == [made[1].id, made[0].id]


class TestCostByMonth:
    @pytest.fixture
    def charged(self, finance, account):
        line = cover("60.00", start=FEBRUARY)
        shared = api.CoverageLine(
            **{name: getattr(line, name) for name in line.__slots__}
            | {"employer_monthly": gbp("45.00")}
        )
        for month in (FEBRUARY, dt.date(2027, 3, 1)):
            api.record_coverage(actor=finance, idempotency_key=f"{month}", line=shared, month=month)

    def asked(self, actor):
        return api.cost_by_month(
            actor=actor, employer_id=ids.ACME, first=dt.date(2027, 2, 15), last=dt.date(2027, 3, 2)
        )

    def test_c_09_splits_each_month_by_who_pays(self, finance, charged):
        found = [
            (each.month.start.month, each.employer, each.employees) for each in self.asked(finance)
        ]

        assert found == [(2, gbp("45.00"), gbp("15.00")), (3, gbp("45.00"), gbp("15.00"))]

    def test_is_one_statement_beside_the_account(
        self, finance, charged, django_assert_max_num_queries
    ):
        with django_assert_max_num_queries(2):
            assert self.asked(finance)[0].total == gbp("60.00")

    def test_is_the_employers_own(self, stranger, charged):
        with pytest.raises(NotPermitted):
            self.asked(stranger)

    def test_without_an_account_says_so(self, finance, db):
        with pytest.raises(api.AccountNotFound):
            self.asked(finance)


class TestAccountStandings:
    def test_say_of_each_account_what_its_summary_says(self, finance, account):
        pay(finance, sent(finance, account, "60.00"), "20.00")
        receive(finance, "100.00", key="more", allocate_to={})

        (standing,) = api.account_standings(actor=finance)

        assert standing.account == account
        assert standing.summary == api.account_summary(actor=finance, employer_id=ids.ACME)
        assert (standing.summary.due, standing.summary.unallocated) == (gbp("40.00"), gbp("100.00"))

    def test_are_those_of_the_actors_employers(self, stranger, account):
        assert api.account_standings(actor=stranger) == ()

    def test_go_on_behind_an_employer(self, finance, account):
        assert api.account_standings(actor=finance, after=ids.ACME) == ()
