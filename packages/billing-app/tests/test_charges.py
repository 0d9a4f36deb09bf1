"""
Is cover charged by difference, to the penny and once?
"""

import dataclasses
import datetime as dt
import uuid

import pytest

from billing_app import api
from billing_app.testing import ids
from billing_app.testing.fakes import FixedCoverage
from domain_kit.actor import Role
from domain_kit.errors import IdempotencyConflict, RoleForbidden, TenantForbidden
from domain_kit.money import CurrencyMismatch, Money
from tests.conftest import FEBRUARY, ISSUED, SOURCE, cover, drafted, gbp


def record(finance, line, *, month=FEBRUARY, key="r"):
    return api.record_coverage(actor=finance, idempotency_key=key, line=line, month=month)


def amounts(charges):
    return [str(charge.amount.amount) for charge in charges]


class TestRecordCoverage:
    def test_c_01_charges_the_covered_days_of_the_month(self, account, finance):
        line = cover(start=dt.date(2027, 2, 10))

        (charge,) = record(finance, line)

        assert charge.amount == gbp("40.71")
        assert charge.kind is api.ChargeKind.RECURRING

    def test_adds_nothing_when_nothing_changed(self, account, finance):
        record(finance, cover())

        assert record(finance, cover(), key="again") == ()

    def test_a_retry_has_one_effect(self, account, finance):
        assert record(finance, cover()) == record(finance, cover())
        assert len(api.list_charges(actor=finance, employer_id=ids.ACME)) == 1

    def test_c_26_a_retroactive_end_gives_back_every_month_charged(self, account, finance):
        for month in (6, 7):
            record(finance, cover("120.00"), month=dt.date(2027, month, 1), key=f"m{month}")

        credits = record(
            finance,
            cover("120.00", last=dt.date(2027, 6, 10)),
            month=dt.date(2027, 6, 1),
            key="left",
        )

        assert amounts(credits) == ["-80.00", "-120.00"]
        assert {charge.kind for charge in credits} == {api.ChargeKind.ADJUSTMENT}

    def test_a_cancelled_cover_is_reversed(self, account, finance):
        record(finance, cover())

        (back,) = record(finance, cover(start=None), key="cancelled")

        assert back.amount == gbp("-60.00")

    def test_c_25_a_later_price_adds_the_difference_by_days(self, account, finance):
        may, june = dt.date(2027, 5, 1), dt.date(2027, 6, 1)
        old = cover("60.00")
        record(finance, old, month=may, key="may")
        record(finance, old, month=june, key="june")
        ended = record(finance, cover("60.00", last=dt.date(2027, 5, 9)), month=may, key="end")
        started = cover("90.00", start=dt.date(2027, 5, 10), source=uuid.UUID(int=78))
        added = [
            *record(finance, started, month=may, key="new may"),
            *record(finance, started, month=june, key="new june"),
        ]

        by_month = {5: Money.zero("GBP"), 6: Money.zero("GBP")}
        for charge in (*ended, *added):
            by_month[charge.month.start.month] += charge.amount

        assert by_month == {5: gbp("21.29"), 6: gbp("30.00")}

    def test_refuses_another_currency(self, account, finance):
        line = dataclasses.replace(cover(), monthly=Money.of("9000", "JPY"))

        with pytest.raises(CurrencyMismatch):
            record(finance, line)

    def test_another_employers_charges_are_not_counted(self, account, finance, stranger):
        record(finance, cover())
        api.open_account(
            actor=stranger,
            idempotency_key="open",
            employer_id=ids.GLOBEX,
            legal_entity="Northern Mutual Ltd",
            currency="GBP",
            terms_days=30,
            time_zone="Europe/London",
        )
        theirs = dataclasses.replace(cover(), employer_id=ids.GLOBEX)

        (charge,) = record(stranger, theirs)

        assert charge.amount == gbp("60.00")

    def test_c_34_a_key_serves_one_description(self, account, finance):
        record(finance, cover())

        with pytest.raises(IdempotencyConflict):
            record(finance, dataclasses.replace(cover(), description="Dental"))

    def test_needs_an_account(self, db, finance):
        with pytest.raises(api.AccountNotFound, match="Open one first"):
            record(finance, cover())

    def test_is_closed_to_other_tenants(self, account, stranger):
        with pytest.raises(TenantForbidden):
            record(stranger, cover())


def run(finance, key="run", month=FEBRUARY):
    return api.run_billing(
        actor=finance,
        idempotency_key=key,
        employer_id=ids.ACME,
        month=month,
        issued_on=ISSUED,
    )


class TestRunBilling:
    def test_invoices_the_months_cover(self, account, finance):
        FixedCoverage.lines.extend([cover(), cover("12.50", source=uuid.UUID(int=78))])

        invoice = run(finance)

        assert invoice.total == gbp("72.50")
        assert invoice.status is api.InvoiceStatus.DRAFT
        assert invoice.due_on == dt.date(2027, 3, 30)

    def test_charges_only_what_is_not_charged_yet(self, account, finance):
        FixedCoverage.lines.append(cover())
        record(finance, cover())

        invoice = run(finance)

        assert invoice.total == gbp("60.00")
        assert run(finance, key="again") is None

    def test_c_32_never_makes_a_negative_invoice(self, account, finance):
        FixedCoverage.lines.append(cover())
        run(finance)
        FixedCoverage.lines[:] = [cover(start=None)]
        record(finance, cover(start=None), key="cancelled")

        assert run(finance, key="later") is None
        (draft,) = api.list_invoices(actor=finance, employer_id=ids.ACME)
        assert draft.total == gbp("0.00")
        assert all(c.invoiced for c in api.list_charges(actor=finance, employer_id=ids.ACME))

    def test_a_retry_answers_the_same_invoice(self, account, finance):
        FixedCoverage.lines.append(cover())

        assert run(finance) == run(finance)

    def test_needs_an_account(self, db, finance):
        with pytest.raises(api.AccountNotFound):
            run(finance)

    def test_a_cancelled_invoices_charges_wait_for_the_next(self, account, finance):
        FixedCoverage.lines.append(cover())
        first = run(finance)
        api.cancel_invoice(actor=finance, idempotency_key="c", invoice_id=first.id)

        assert run(finance, key="again").total == gbp("60.00")

    def test_hr_bills_nobody(self, account, finance):
        with pytest.raises(RoleForbidden):
            run(dataclasses.replace(finance, role=Role.HR))


class TestOpenAccount:
    def test_an_employer_has_one(self, account, finance):
        with pytest.raises(api.AccountExists):
            api.open_account(
                actor=finance,
                idempotency_key="second",
                employer_id=ids.ACME,
                legal_entity="Northern Mutual Ltd",
                currency="GBP",
                terms_days=30,
                time_zone="Europe/London",
            )

    def test_is_found_by_its_employer(self, account, finance):
        assert api.account_for(actor=finance, employer_id=ids.ACME) == account

    def test_is_not_found_where_there_is_none(self, db, finance):
        with pytest.raises(api.AccountNotFound):
            api.account_for(actor=finance, employer_id=ids.ACME)


class TestCreateInvoice:
    def test_is_the_same_under_both_names(self, account, finance):
        made = drafted(finance, account)

        assert made == api.InvoiceService.create(
            actor=finance,
            idempotency_key="draft",
            account_id=account.id,
            lines=[api.NewLine(description="Private medical", amount=gbp("60.00"), employee_id=1)],
            issued_on=ISSUED,
        )

    def test_refuses_another_currency(self, account, finance):
        with pytest.raises(CurrencyMismatch):
            api.InvoiceService.create(
                actor=finance,
                idempotency_key="yen",
                account_id=account.id,
                lines=[api.NewLine(description="x", amount=Money.of("1", "JPY"))],
                issued_on=ISSUED,
            )

    def test_needs_an_account_of_the_actors(self, account, stranger):
        with pytest.raises(api.AccountNotFound):
            drafted(stranger, account)


def test_charges_of_one_month_can_be_listed(account, finance):
    record(finance, cover())
    record(finance, cover(), month=dt.date(2027, 3, 1), key="march")

    listed = api.list_charges(actor=finance, employer_id=ids.ACME, month=dt.date(2027, 3, 9))

    assert [(c.source_id, c.month.start.month) for c in listed] == [(SOURCE, 3)]
