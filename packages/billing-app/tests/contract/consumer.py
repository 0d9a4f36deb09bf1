"""
What a host writes against billing_app.api: type-checked on two releases, never run.

`wheelwright compare` lets mypy judge it on the old release, where it must pass, and on the new one.
"""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from billing_app import api
from domain_kit.actor import Actor
from domain_kit.money import Money
from domain_kit.periods import Period


class Gateway:
    def charge(self, request: api.ChargeRequest) -> api.Outcome:
        if request.amount.currency != request.currency:
            return api.Declined(code="currency", retryable=False)
        if not request.description:
            return api.Unavailable(reason="not asked")
        return api.Succeeded(reference=f"{request.account_id}/{request.attempt_id}")

    def fetch(self, reference: str) -> api.Outcome:
        return api.Pending(reference=reference) if reference else api.Unknown(reason="no reference")


class Cover:
    def coverage(self, *, employer_id: UUID, month: Period) -> Iterable[api.CoverageLine]:
        yield api.CoverageLine(
            source_id=employer_id,
            employer_id=employer_id,
            employee_id=1,
            description="Private medical",
            coverage=month,
            monthly=Money(minor=6000, currency="GBP"),
        )


gateway: api.PaymentGateway = Gateway()
cover: api.CoverageSource = Cover()


def bill(actor: Actor, employer_id: UUID, month: dt.date, line: api.CoverageLine) -> str | None:
    account: api.Account = api.open_account(
        actor=actor,
        idempotency_key="open",
        employer_id=employer_id,
        legal_entity="Northern Mutual Ltd",
        currency="GBP",
        terms_days=30,
        time_zone="Europe/London",
    )
    charges: tuple[api.Charge, ...] = api.record_coverage(
        actor=actor, idempotency_key="cover", line=line, month=month
    )
    drafted: api.Invoice | None = api.run_billing(
        actor=actor,
        idempotency_key="bill",
        employer_id=account.employer_id,
        month=month,
        issued_on=month,
    )
    if drafted is None or not charges:
        return None
    sent = api.send_invoice(actor=actor, idempotency_key="send", invoice_id=drafted.id)
    return sent.number


def invoice_by_hand(actor: Actor, account_id: UUID, on: dt.date) -> Money:
    lines = [api.NewLine(description="Set-up", amount=Money(minor=100, currency="GBP"))]
    invoice = api.InvoiceService.create(
        actor=actor, idempotency_key="draft", account_id=account_id, lines=lines, issued_on=on
    )
    again = api.InvoiceService.create(
        actor=actor, idempotency_key="again", account_id=account_id, lines=lines, issued_on=on
    )
    api.cancel_invoice(actor=actor, idempotency_key="cancel", invoice_id=again.id)
    return invoice.due if invoice.status is api.InvoiceStatus.OPEN else invoice.total


def collect(actor: Actor, invoice_id: UUID, on: dt.date) -> str:
    try:
        attempt: api.PaymentAttempt = api.collect(
            actor=actor, idempotency_key="pay", invoice_id=invoice_id, paid_on=on
        )
    except api.AttemptInFlight as refusal:
        return str(refusal.invoice_id)
    except api.IllegalTransition as refusal:
        return f"{refusal.status} to {refusal.wanted}"
    except api.BillingError as refusal:
        return refusal.code
    match attempt.status:
        case api.AttemptStatus.SUCCEEDED:
            return attempt.reference or ""
        case api.AttemptStatus.DECLINED | api.AttemptStatus.UNAVAILABLE:
            return attempt.detail
        case _:
            return attempt.gateway


def receive(actor: Actor, invoice_id: UUID, on: dt.date) -> Money:
    payment: api.Payment = api.apply_payment(
        actor=actor,
        idempotency_key="bank",
        invoice_id=invoice_id,
        amount=Money(minor=6000, currency="GBP"),
        received_on=on,
        reference="BACS 17",
    )
    return payment.amount


def look(actor: Actor, employer_id: UUID, invoice_id: UUID, on: dt.date) -> list[str]:
    account = api.account_for(actor=actor, employer_id=employer_id)
    invoice = api.get_invoice(actor=actor, invoice_id=invoice_id)
    invoices = api.list_invoices(actor=actor, employer_id=employer_id)
    charges = api.list_charges(actor=actor, employer_id=employer_id, month=on)
    asked = api.reconcile_attempts(actor=actor, employer_id=employer_id, received_on=on)
    adjusted = [c for c in charges if c.kind is api.ChargeKind.ADJUSTMENT and not c.invoiced]
    lines: list[api.InvoiceLine] = [line for each in invoices for line in each.lines]
    return [
        account.currency,
        invoice.number or "",
        *(line.description for line in lines),
        *(charge.description for charge in adjusted),
        *(attempt.gateway for attempt in asked),
    ]
