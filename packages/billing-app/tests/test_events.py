"""
Is everything that happened told, once and in order?
"""

import contextlib
import datetime as dt

import pytest
from django.db import transaction

from billing_app import api, models
from billing_app.testing import ids
from billing_app.testing.fakes import FakeGateway
from domain_kit.actor import Actor
from tests.conftest import PAID_ON, drafted, pay, sent
from tests.receivers import (
    topics,
)

pytestmark = pytest.mark.django_db(transaction=True)


class TestEvents:
    def test_an_invoice_tells_its_life_in_order(self, finance, account):
        invoice = sent(finance, account)
        payment = pay(finance, invoice, "60.00")
        api.reverse_payment(
            actor=finance, idempotency_key="back", payment_id=payment.id, reason="chargeback"
        )
        api.void_invoice(actor=finance, idempotency_key="void", invoice_id=invoice.id)

        rows = models.OutboxEvent.objects.filter(aggregate=invoice.id).order_by("sequence")
        assert [(row.sequence, row.topic) for row in rows] == [
            (1, "InvoiceFinalised"),
            (2, "PaymentAllocated"),
            (3, "InvoicePaid"),
            (4, "InvoiceReopened"),
            (5, "InvoiceVoided"),
        ]
        assert "PaymentReversed" in topics()
        assert rows[0].payload == {
            "invoice_id": str(invoice.id),
            "minor": 6000,
            "currency": "GBP",
        }

    def test_an_attempt_tells_how_it_ended(self, finance, account):
        FakeGateway.times_out()
        FakeGateway.declines()
        for key in ("one", "two"):
            invoice = sent(finance, account, key=key)
            api.collect(
                actor=finance, idempotency_key=f"c {key}", invoice_id=invoice.id, paid_on=PAID_ON
            )

        assert {"PaymentUnknown", "PaymentFailed"} <= set(topics())

    def test_documents_and_reminders_are_told(self, finance, account, monkeypatch):
        operator = Actor.system("operator")
        api.define_dunning(
            actor=operator,
            idempotency_key="stages",
            legal_entity="Northern Mutual Ltd",
            stages=(api.DunningStage(days_after_due=7, name="Reminder"),),
        )
        late, lost = sent(finance, account), sent(finance, account, key="lost")
        monkeypatch.setattr(
            "billing_app.services.advance_dunning.business_date", lambda _: dt.date(2027, 4, 6)
        )
        api.advance_dunning(actor=finance, idempotency_key="dun", employer_id=ids.ACME)
        pay(finance, late, "60.00")
        api.issue_credit_note(
            actor=finance,
            idempotency_key="credit",
            invoice_id=late.id,
            reason="Cover ended",
            issued_on=PAID_ON,
        )
        api.mark_uncollectible(actor=finance, idempotency_key="give up", invoice_id=lost.id)
        api.pay_out_balance(
            actor=finance,
            idempotency_key="out",
            employer_id=ids.ACME,
            reference="BACS OUT",
            paid_on=PAID_ON,
        )

        assert {
            "InvoiceOverdue",
            "CoverageAtRisk",
            "CreditNoteIssued",
            "InvoiceUncollectible",
            "RefundIssued",
        } <= set(topics())

    def test_c_40_what_is_undone_is_not_told(self, finance, account):
        invoice = drafted(finance, account)
        with contextlib.suppress(ZeroDivisionError), transaction.atomic():
            api.finalise_invoice(actor=finance, idempotency_key="f", invoice_id=invoice.id)
            raise ZeroDivisionError

        assert topics() == []

    def test_a_retry_tells_nothing_again(self, finance, account):
        sent(finance, account)
        sent(finance, account)

        assert topics() == ["InvoiceFinalised"]
