"""
Do payments pay what they are for, and no more?
"""

import pytest

from billing_app import api, models
from domain_kit.errors import IdempotencyConflict
from domain_kit.money import CurrencyMismatch, Money
from tests.conftest import drafted, pay, sent


class TestApplyPayment:
    def test_pays_an_invoice_when_its_total_is_reached(self, account, finance):
        invoice = sent(finance, account)
        pay(finance, invoice, "20.00", key="p1")
        assert self.status(finance, invoice) is api.InvoiceStatus.OPEN

        pay(finance, invoice, "40.00", key="p2")

        assert self.status(finance, invoice) is api.InvoiceStatus.PAID

    def status(self, finance, invoice):
        return api.get_invoice(actor=finance, invoice_id=invoice.id).status

    def test_refuses_more_than_is_due(self, account, finance):
        invoice = sent(finance, account)

        with pytest.raises(api.OverPayment, match=r"is due 60\.00 GBP, less than 60\.01 GBP"):
            pay(finance, invoice, "60.01")

    def test_refuses_nothing(self, account, finance):
        with pytest.raises(api.NothingToPay):
            pay(finance, sent(finance, account), "0.00")

    def test_refuses_a_draft(self, account, finance):
        with pytest.raises(api.IllegalTransition, match="is draft and cannot be paid"):
            pay(finance, drafted(finance, account), "60.00")

    def test_refuses_another_currency(self, account, finance):
        invoice = sent(finance, account)

        with pytest.raises(CurrencyMismatch):
            api.apply_payment(
                actor=finance,
                idempotency_key="yen",
                invoice_id=invoice.id,
                amount=Money.of("60", "JPY"),
                received_on=invoice.issued_on,
                reference="",
            )

    def test_a_retry_has_one_effect(self, account, finance):
        invoice = sent(finance, account)

        assert pay(finance, invoice, "60.00") == pay(finance, invoice, "60.00")
        assert models.Payment.objects.count() == 1

    def test_c_34_another_amount_under_the_same_key_is_refused(self, account, finance):
        invoice = sent(finance, account)
        pay(finance, invoice, "20.00")

        with pytest.raises(IdempotencyConflict):
            pay(finance, invoice, "30.00")
