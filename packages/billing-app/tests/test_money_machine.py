"""
Is the receivable the sum of open dues, whatever is charged, paid, allocated, credited and taken back?
"""

import dataclasses
import datetime as dt
import os
import uuid

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from billing_app import api, models
from billing_app.data import IN_FLIGHT, Declined, Pending, Unknown
from billing_app.testing.fakes import FakeGateway
from domain_kit.actor import Actor, Role
from domain_kit.money import Money
from domain_kit.periods import Period
from tests.conftest import ISSUED, PAID_ON

NOTHING = Money.zero("GBP")
# The same few examples each time, unless somebody asks for more: then others each time.
EXAMPLES = int(os.environ.get("MONEY_EXAMPLES", "0"))
# Few of them, so that sums meet: a part, just enough, and too much.
AMOUNTS = st.sampled_from(["0.01", "50", "100", "300", "900"]).map(
    lambda amount: Money.of(amount, "GBP")
)
PLACES = st.integers(0, 20)
HOW = st.sampled_from(["well", "never", "no", "later", "unheard"])


class MoneyMachine(RuleBasedStateMachine):
    """
    An employer that is billed, pays by bank and by card, overpays, is credited and paid out. What is
    refused changes nothing, and the invariant sees that, too.
    """

    def __init__(self):
        super().__init__()
        FakeGateway.reset()
        self.employer = uuid.uuid4()
        self.finance = Actor(id="fay", role=Role.FINANCE, employer_ids=frozenset({self.employer}))
        self.source = uuid.uuid4()
        self.keys = 0

    def call(self, command, by=Role.FINANCE, **arguments):
        """
        The command's answer, or None if it is refused.
        """
        self.keys += 1
        actor = dataclasses.replace(self.finance, role=by)
        try:
            return command(actor=actor, idempotency_key=f"key {self.keys}", **arguments)
        except api.BillingError:
            return None

    def invoices(self):
        return api.list_invoices(actor=self.finance, employer_id=self.employer, limit=200)

    def refunds(self):
        return api.list_refunds(actor=self.finance, employer_id=self.employer, limit=200)

    def payments(self):
        return api.list_payments(actor=self.finance, employer_id=self.employer, limit=200)

    @initialize()
    def open(self):
        self.account = self.call(
            api.open_account,
            employer_id=self.employer,
            legal_entity="Northern Mutual Ltd",
            currency="GBP",
            terms_days=30,
            time_zone="Europe/London",
        )
        # Dues of 500, 300 and 250, of which 900 pay two and a part (C-33).
        for amount in ("500", "300", "250"):
            self.invoice_by_hand(Money.of(amount, "GBP"))
        self.a_transfer_comes(Money.of("900", "GBP"))
        # A card's money that was paid out, nobody knows whether: its bank may take it back.
        self.a_card_is_charged_credited_and_paid_out(Money.of("100", "GBP"), None, "never")

    @rule(amount=AMOUNTS)
    def invoice_by_hand(self, amount):
        draft = self.call(
            api.InvoiceService.create,
            account_id=self.account.id,
            lines=[api.NewLine(description="Set-up", amount=amount)],
            issued_on=ISSUED,
        )
        self.call(api.finalise_invoice, invoice_id=draft.id)

    @rule(price=AMOUNTS, month=st.integers(1, 4))
    def cover_costs(self, price, month):
        first = dt.date(2027, month, 1)
        line = api.CoverageLine(
            source_id=self.source,
            employer_id=self.employer,
            employee_id="1",
            description="Medical",
            coverage=Period.inclusive(dt.date(2027, 1, 1), None),
            monthly=price,
        )
        self.call(api.record_coverage, line=line, month=first)

    @rule(month=st.integers(1, 4))
    def charges_are_invoiced(self, month):
        first = dt.date(2027, month, 1)
        draft = self.call(api.run_billing, employer_id=self.employer, month=first, issued_on=ISSUED)
        if draft is not None:
            self.call(api.finalise_invoice, invoice_id=draft.id)

    @rule(amount=AMOUNTS)
    def a_transfer_comes(self, amount):
        self.call(
            api.record_bank_receipt,
            employer_id=self.employer,
            amount=amount,
            received_on=PAID_ON,
            reference=f"BACS {self.keys}",
        )

    @rule(place=PLACES, amount=AMOUNTS)
    def an_invoice_is_paid_in_part(self, place, amount):
        if invoice := some(self.invoices(), place):
            self.call(
                api.apply_payment,
                invoice_id=invoice.id,
                amount=amount,
                received_on=PAID_ON,
                reference=f"BACS {self.keys}",
            )

    @rule(place=PLACES, how=st.sampled_from(["well", "late", "never", "no"]))
    def an_invoice_is_collected(self, place, how):
        if how == "late":
            FakeGateway.answers_late()
        elif how == "never":
            FakeGateway.times_out()
        elif how == "no":
            FakeGateway.declines()
        if invoice := some(self.invoices(), place):
            self.call(api.collect, invoice_id=invoice.id, paid_on=PAID_ON)
        # What no call met must not wait for the next one.
        FakeGateway.script.clear()
        FakeGateway._late.clear()

    @rule()
    def attempts_are_reconciled(self):
        api.reconcile_attempts(actor=self.finance, employer_id=self.employer, received_on=PAID_ON)

    @rule(invoice_at=PLACES, payment_at=PLACES)
    def credit_is_allocated(self, invoice_at, payment_at):
        invoice, payment = some(self.invoices(), invoice_at), some(self.payments(), payment_at)
        if invoice and payment:
            self.call(api.allocate, payment_id=payment.id, invoice_id=invoice.id)

    @rule()
    def all_credit_is_allocated(self):
        self.call(api.auto_allocate, employer_id=self.employer)

    @rule(place=PLACES)
    def an_allocation_is_taken_back(self, place):
        live = [
            each
            for payment in self.payments()
            for each in payment.allocations
            if each.reversed_at is None
        ]
        if allocation := some(live, place):
            self.call(api.unallocate, allocation_id=allocation.id)

    @rule(place=PLACES)
    def a_payment_is_charged_back(self, place):
        payment = some(self.payments(), place)
        if payment and payment.method != "credit-note":
            self.call(api.reverse_payment, payment_id=payment.id, reason="recalled")

    @rule(place=PLACES, part=st.none() | AMOUNTS)
    def an_invoice_is_credited(self, place, part):
        invoice = some(self.invoices(), place)
        if invoice:
            lines = None if part is None else {invoice.lines[0].id: part}
            self.call(
                api.issue_credit_note,
                invoice_id=invoice.id,
                reason="Charged too much",
                issued_on=PAID_ON,
                lines=lines,
            )

    @rule(place=PLACES)
    def an_invoice_is_voided(self, place):
        if invoice := some(self.invoices(), place):
            self.call(api.void_invoice, invoice_id=invoice.id)

    @rule(place=PLACES)
    def an_invoice_is_given_up(self, place):
        if invoice := some(self.invoices(), place):
            self.call(api.mark_uncollectible, invoice_id=invoice.id)

    @rule(amount=st.none() | AMOUNTS, how=HOW)
    def the_balance_is_paid_out(self, amount, how):
        self.answer_refunds(how)
        self.call(
            api.pay_out_balance,
            employer_id=self.employer,
            reference="OUT",
            paid_on=PAID_ON,
            amount=amount,
        )
        FakeGateway.refund_script.clear()

    def answer_refunds(self, how):
        answers = {
            "never": Unknown(reason="no answer"),
            "unheard": TimeoutError("no answer in 10 s"),
            "no": Declined(code="card_closed", retryable=False),
            "later": Pending(reference=f"re-{self.keys}"),
        }
        if how in answers:
            FakeGateway.refund_script.append(answers[how])

    @rule(amount=AMOUNTS, part=st.none() | AMOUNTS, how=HOW)
    def a_card_is_charged_credited_and_paid_out(self, amount, part, how):
        """
        Chance alone would seldom come this far.
        """
        self.invoice_by_hand(amount)
        invoice = self.invoices()[-1]
        attempt = self.call(api.collect, invoice_id=invoice.id, paid_on=PAID_ON)
        self.call(
            api.issue_credit_note, invoice_id=invoice.id, reason="Too much", issued_on=PAID_ON
        )
        paid = [each for each in self.payments() if attempt and each.reference == attempt.reference]
        self.answer_refunds(how)
        for payment in paid:
            self.call(
                api.refund,
                payment_id=payment.id,
                reason="Cover ended",
                paid_on=PAID_ON,
                amount=part,
            )
        FakeGateway.refund_script.clear()

    @rule(place=PLACES)
    def what_was_paid_out_is_charged_back(self, place):
        paid_out = [each for each in self.payments() if each.refunded and not each.reversed_at]
        if payment := some(paid_out, place):
            self.call(api.reverse_payment, payment_id=payment.id, reason="recalled")

    @rule(place=PLACES, part=st.none() | AMOUNTS)
    def a_debit_is_forgiven(self, place, part):
        owed = [each.debit_invoice_id for each in self.payments() if each.debit_invoice_id]
        if invoice_id := some(owed, place):
            invoice = api.get_invoice(actor=self.finance, invoice_id=invoice_id)
            self.call(
                api.issue_credit_note,
                invoice_id=invoice_id,
                reason="Forgiven",
                issued_on=PAID_ON,
                lines=None if part is None else {invoice.lines[0].id: part},
            )

    @rule(place=PLACES, paid=st.booleans())
    def a_refund_is_decided(self, place, paid):
        refunds = [each for each in self.refunds() if each.status in IN_FLIGHT]
        if refund := some(refunds, place):
            self.call(
                api.close_refund, refund_id=refund.id, paid=paid, reason="phoned", by=Role.OPERATOR
            )

    @rule(answers=st.booleans())
    def refunds_are_reconciled(self, answers):
        if not answers:
            FakeGateway.refund_script.append(Declined(code="card_closed", retryable=False))
        api.reconcile_refunds(actor=self.finance, employer_id=self.employer)
        FakeGateway.refund_script.clear()

    @invariant()
    def c_31_the_books_agree(self):
        if not hasattr(self, "account"):
            return
        held = {
            row.ledger: row.balance
            for row in api.trial_balance(actor=self.finance, employer_id=self.employer)
        }
        invoices = self.invoices()
        asked = [i.due for i in invoices if i.status.value in ("open", "paid")]
        assert sum(held.values(), NOTHING) == NOTHING
        assert held.get("receivable", NOTHING) == sum(asked, NOTHING)
        left = [payment.unallocated for payment in self.payments()]
        assert -held.get("customer-credit", NOTHING) == sum(left, NOTHING)

    @invariant()
    def what_was_paid_out_and_taken_back_is_on_an_invoice(self):
        if not hasattr(self, "account"):
            return
        for payment in self.payments():
            if payment.reversed_at is not None and payment.refunded:
                invoice = api.get_invoice(actor=self.finance, invoice_id=payment.debit_invoice_id)
                assert invoice.total >= payment.refunded
                assert invoice.status is not api.InvoiceStatus.VOID

    @invariant()
    def nothing_is_paid_more_than_it_asks_or_allocated_more_than_came(self):
        if not hasattr(self, "account"):
            return
        for invoice in self.invoices():
            assert NOTHING <= invoice.due <= invoice.total
            if invoice.status.value in ("open", "paid"):
                assert (invoice.status.value == "paid") == (not invoice.due)
        assert all(payment.unallocated >= NOTHING for payment in self.payments())

    def teardown(self):
        """
        Every penny that the gateway took is a payment, once.
        """
        if hasattr(self, "account"):
            self.attempts_are_reconciled()
            cards = [each.amount for each in self.payments() if each.method == "gateway"]
            taken = [each.amount for each in FakeGateway.collected.values()]
            assert sum(cards, NOTHING) == sum(taken, NOTHING)


def some(rows, place):
    return rows[place % len(rows)] if rows else None


@pytest.mark.django_db(transaction=True)
def test_c_31_the_receivable_is_the_sum_of_open_dues_after_every_step():
    run_state_machine_as_test(
        MoneyMachine,
        settings=settings(
            max_examples=EXAMPLES or 20,
            stateful_step_count=30 if EXAMPLES else 15,
            deadline=None,
            derandomize=not EXAMPLES,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert models.Payment.objects.exclude(debit_invoice=None).exists(), "it never came so far"
