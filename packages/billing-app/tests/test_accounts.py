"""
Which terms can an account have, and what does a hold stop?
"""

import dataclasses
import datetime as dt

import pytest

from billing_app import api
from billing_app.testing import ids
from domain_kit.actor import Role
from domain_kit.clock import UnknownTimeZone
from domain_kit.errors import IdempotencyConflict, RoleForbidden, TenantForbidden
from domain_kit.money import CurrencyNotStorable
from tests.conftest import FEBRUARY, PAID_ON, cover, drafted, gbp, pay, sent


def opened(finance, **over):
    terms = {
        "employer_id": ids.ACME,
        "legal_entity": "Northern Mutual Ltd",
        "currency": "GBP",
        "terms_days": 30,
        "time_zone": "Europe/London",
    }
    return api.open_account(actor=finance, idempotency_key="open", **terms | over)


def changed(finance, key="change", **changes):
    return api.change_account(actor=finance, idempotency_key=key, employer_id=ids.ACME, **changes)


def held(finance, reason="Figures look wrong."):
    return api.hold_account(
        actor=finance, idempotency_key="hold", employer_id=ids.ACME, reason=reason
    )


def released(finance, key="release"):
    return api.release_account(actor=finance, idempotency_key=key, employer_id=ids.ACME)


class TestOpenAccount:
    def test_takes_its_terms(self, db, finance):
        account = opened(
            finance, billing_email="bills@acme.test", collection="auto", purchase_order="PO 7"
        )

        assert (account.billing_email, account.collection, account.purchase_order) == (
            "bills@acme.test",
            api.Collection.AUTO,
            "PO 7",
        )

    def test_refuses_a_currency_that_no_invoice_could_keep(self, db, finance):
        with pytest.raises(CurrencyNotStorable):
            opened(finance, currency="CLF")

    def test_a_retry_is_answered_as_the_first_time(self, db, finance):
        assert opened(finance) == opened(finance)

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("terms_days", -1),
            ("terms_days", 366),
            ("terms_days", 10**6),
            ("legal_entity", ""),
            ("legal_entity", "x" * 101),
            ("legal_entity", "a\0b"),
            ("billing_email", "nobody"),
            ("billing_email", "a@b.test\nBcc: c@d.test"),
            ("billing_email", "a@b.test,c@d.test"),
            ("collection", "later"),
            ("purchase_order", "x" * 101),
        ],
    )
    def test_refuses_by_its_name_what_no_account_can_have(self, db, finance, field, value):
        with pytest.raises(api.UnusableValue, match=field):
            opened(finance, **{field: value})

    def test_refuses_half_of_a_surrogate_pair(self, db, finance):
        with pytest.raises(api.UnusableValue, match="surrogate"):
            opened(finance, legal_entity="\ud800")

    def test_refuses_a_zone_that_is_none(self, db, finance):
        with pytest.raises(UnknownTimeZone):
            opened(finance, time_zone="Mars/Olympus")

    def test_refuses_another_employers(self, db, stranger):
        with pytest.raises(TenantForbidden):
            opened(stranger)


class TestChangeAccount:
    def test_changes_what_is_given(self, account, finance):
        after = changed(finance, terms_days=14, billing_email="bills@acme.test")

        assert (after.terms_days, after.billing_email) == (14, "bills@acme.test")
        assert after.time_zone == account.time_zone

    def test_can_take_something_away(self, account, finance):
        changed(finance, purchase_order="PO 7")

        assert changed(finance, key="again", purchase_order="").purchase_order == ""

    def test_refuses_what_no_account_can_have(self, account, finance):
        with pytest.raises(api.UnusableValue, match="terms_days"):
            changed(finance, terms_days=-1)

    def test_a_key_serves_one_change(self, account, finance):
        changed(finance, terms_days=14)

        with pytest.raises(IdempotencyConflict):
            changed(finance, terms_days=15)

    def test_needs_an_account(self, db, finance):
        with pytest.raises(api.AccountNotFound):
            changed(finance, terms_days=14)


class TestHold:
    def test_stops_what_asks_for_money(self, account, finance):
        invoice = drafted(finance, account)
        held(finance)

        with pytest.raises(api.BillingSuspended, match="Figures look wrong"):
            api.send_invoice(actor=finance, idempotency_key="s", invoice_id=invoice.id)

    def test_ends_with_a_release(self, account, finance):
        held(finance)

        assert released(finance).hold_reason == ""
        assert sent(finance, account).number == "2027-000001"

    def test_needs_a_reason(self, account, finance):
        with pytest.raises(api.UnusableValue, match="reason"):
            held(finance, reason="")

    def test_what_is_not_held_is_not_released(self, account, finance):
        with pytest.raises(api.NotOnHold):
            released(finance)

    def test_is_for_finance(self, account, finance):
        employee = dataclasses.replace(finance, role=Role.EMPLOYEE)

        with pytest.raises(RoleForbidden):
            held(employee)


class TestSummary:
    def summary(self, finance):
        return api.account_summary(actor=finance, employer_id=ids.ACME)

    def test_of_nothing_is_nothing(self, account, finance):
        summary = self.summary(finance)

        assert (summary.due, summary.waiting_charges) == (gbp("0.00"), 0)

    def test_says_what_is_owed_and_what_is_there(self, account, finance):
        drafted(finance, account, key="draft")
        invoice = sent(finance, account)
        pay(finance, invoice, "20.00")
        api.record_coverage(actor=finance, idempotency_key="c", line=cover(), month=FEBRUARY)
        api.record_bank_receipt(
            actor=finance,
            idempotency_key="r",
            employer_id=ids.ACME,
            amount=gbp("5.00"),
            received_on=PAID_ON,
            reference="BACS 5",
            allocate_to={},
        )

        assert self.summary(finance) == api.AccountSummary(
            due=gbp("40.00"),
            overdue=gbp("0.00"),
            waiting=gbp("60.00"),
            waiting_charges=1,
            unallocated=gbp("5.00"),
        )

    def test_what_is_past_its_due_date_is_overdue(self, account, finance):
        invoice = api.InvoiceService.create(
            actor=finance,
            idempotency_key="old",
            account_id=account.id,
            lines=[api.NewLine(description="Fee", amount=gbp("7.00"))],
            issued_on=dt.date(2020, 1, 1),
        )
        api.send_invoice(actor=finance, idempotency_key="s", invoice_id=invoice.id)

        assert self.summary(finance).overdue == gbp("7.00")

    def test_is_the_employers_own(self, account, stranger):
        with pytest.raises(TenantForbidden):
            api.account_summary(actor=stranger, employer_id=ids.ACME)
