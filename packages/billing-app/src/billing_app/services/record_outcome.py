"""
Write down what a gateway answered, and the payment if there is one.
"""

import datetime as dt
from uuid import UUID

from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone

from billing_app import models
from billing_app.data import (
    IN_FLIGHT,
    AttemptStatus,
    Declined,
    NotFound,
    Outcome,
    Recorded,
    Succeeded,
    Unavailable,
    Unknown,
)
from billing_app.events import Topic
from billing_app.models.payment import ONE_REFERENCE
from billing_app.queries.values import currency_of, money, stored
from billing_app.rules.allocation import PAYABLE
from billing_app.rules.attempts import (
    amount_fault,
    following,
    keepable,
    may_close_unheard,
    next_ask,
)
from billing_app.services import alerts
from billing_app.services.allocating import GATEWAY, REFERENCE_KEPT, due_of, put, take
from billing_app.services.locks import lock_invoice
from billing_app.services.outbox import emit, minor_units
from domain_kit.money import Money
from domain_kit.violations import violated

_TRIES = 30
# serialization_failure and deadlock_detected: nothing was written, and the money has moved (C-35).
_RETRIED = ("40001", "40P01")


def record_outcome(
    attempt_id: UUID, outcome: Outcome | NotFound, *, received_on: dt.date, asked: bool = False
) -> Recorded:
    """
    Move an attempt in flight to its outcome; one that is decided stays as it is, unless the money
    comes after all (C-37). `asked` if it is the answer to a question of the poller.

    A success whose amount is not what was asked for changes nothing but raises an alert.
    """
    for tries_left in range(_TRIES, -1, -1):
        try:
            with transaction.atomic():
                return _record(attempt_id, outcome, received_on, asked)
        except OperationalError as exc:
            again = getattr(exc.__cause__, "sqlstate", None) in _RETRIED
            # In somebody's transaction it is theirs to run again.
            if not again or not tries_left or connection.in_atomic_block:
                raise
    raise AssertionError("unreachable")


def _record(
    attempt_id: UUID, outcome: Outcome | NotFound, received_on: dt.date, asked: bool
) -> Recorded:
    rows = models.PaymentAttempt.objects
    invoice = lock_invoice(rows.values_list("invoice_id", flat=True).get(pk=attempt_id))
    attempt = rows.select_for_update(no_key=True).get(pk=attempt_id)
    attempt.invoice = invoice
    if asked:
        attempt.asked = min(attempt.asked + 1, 32_767)
        _save(attempt, "asked", "next_ask_at")
    if isinstance(outcome, NotFound):
        return _unheard(attempt, outcome)
    status = following(AttemptStatus(attempt.status), outcome)
    if status is None:
        return Recorded.UNCHANGED
    wanted = money(attempt.amount, currency_of(invoice))
    if fault := amount_fault(wanted, outcome):
        return _quarantine(attempt, outcome, fault)
    try:
        with transaction.atomic():
            _write(attempt, status, outcome)
            _tell(attempt)
    except IntegrityError as exc:
        if violated(exc) != ONE_REFERENCE:
            raise
        return _shared(attempt, outcome)
    if isinstance(outcome, Succeeded):
        receive(attempt, wanted, received_on)
    return Recorded.CHANGED


def receive(attempt: models.PaymentAttempt, amount: Money, received_on: dt.date) -> None:
    """
    Record the money of an attempt whose invoice is locked. What the invoice does not ask for, since
    it was voided or paid meanwhile, stays unallocated, and finance is told (C-37).
    """
    invoice = attempt.invoice
    due = due_of(invoice) if invoice.status in PAYABLE else Money.zero(amount.currency)
    part = min(amount, max(due, Money.zero(amount.currency)))
    payment = take(
        invoice.account,
        amount=amount,
        received_on=received_on,
        reference=(attempt.gateway_reference or "")[:REFERENCE_KEPT],
        method=GATEWAY,
    )
    if part:
        put(payment, invoice, part)
    if part < amount:
        alerts.raise_alert(
            alerts.UNALLOCATED,
            account_id=invoice.account_id,
            subject=payment.pk,
            text=f"{amount - part} collected for invoice {invoice.number or invoice.pk} by attempt "
            f"{attempt.pk} belongs to no invoice: it is {invoice.status}, and {due} was due. "
            "Allocate the money to another invoice, or refund it.",
        )


_TOPICS = {
    AttemptStatus.SUCCEEDED: Topic.PAYMENT_SUCCEEDED,
    AttemptStatus.DECLINED: Topic.PAYMENT_FAILED,
    AttemptStatus.UNAVAILABLE: Topic.PAYMENT_FAILED,
    AttemptStatus.UNKNOWN: Topic.PAYMENT_UNKNOWN,
}


def _tell(attempt: models.PaymentAttempt) -> None:
    topic = _TOPICS.get(AttemptStatus(attempt.status))
    if topic is not None:
        emit(
            topic,
            account_id=attempt.invoice.account_id,
            aggregate=attempt.invoice_id,
            invoice_id=attempt.invoice_id,
            attempt_id=attempt.pk,
            **minor_units(money(attempt.amount, currency_of(attempt.invoice))),
        )


def _write(attempt: models.PaymentAttempt, status: AttemptStatus, outcome: Outcome) -> None:
    attempt.status = status
    # An answer without a reference does not take away the one we have.
    attempt.gateway_reference = _reference(outcome) or attempt.gateway_reference
    attempt.detail = keepable(_detail(outcome), 300)
    if isinstance(outcome, Succeeded) and outcome.amount is not None:
        attempt.received = stored(outcome.amount)
    _save(attempt, "status", "gateway_reference", "detail", "received", "next_ask_at")


def _save(attempt: models.PaymentAttempt, *fields: str) -> None:
    delay = next_ask(AttemptStatus(attempt.status), attempt.asked)
    attempt.next_ask_at = None if delay is None else timezone.now() + delay
    attempt.save(update_fields=fields)


def _unheard(attempt: models.PaymentAttempt, outcome: NotFound) -> Recorded:
    if attempt.status not in IN_FLIGHT:
        return Recorded.UNCHANGED
    reason = keepable(outcome.reason or "the gateway never heard of it", 250)
    if not may_close_unheard(AttemptStatus(attempt.status), attempt.gateway_reference):
        _alert(attempt, alerts.LOST, f"the gateway does not know it any more ({reason})")
        return Recorded.QUARANTINED
    attempt.status = AttemptStatus.UNAVAILABLE
    attempt.unheard_at = timezone.now()
    attempt.detail = f"Closed, nothing was collected: {reason}"
    _save(attempt, "status", "unheard_at", "detail", "next_ask_at")
    _tell(attempt)
    return Recorded.CHANGED


def _quarantine(attempt: models.PaymentAttempt, outcome: Outcome, fault: str) -> Recorded:
    """
    Keep what the gateway said, and the attempt as open as it is: a second one would ask for money
    that has come, in part or more.
    """
    if attempt.status in IN_FLIGHT:
        attempt.status = AttemptStatus.UNKNOWN
    attempt.detail = keepable(f"{fault} (reference {_reference(outcome)})", 300)
    _save(attempt, "status", "detail", "next_ask_at")
    _alert(attempt, alerts.AMOUNT, fault)
    return Recorded.QUARANTINED


def _shared(attempt: models.PaymentAttempt, outcome: Outcome) -> Recorded:
    """
    The gateway gave us another attempt's reference: whose money it is, it must say.
    """
    fault = f"{_reference(outcome)} belongs to another attempt"
    attempt.refresh_from_db(fields=["status", "gateway_reference", "received", "next_ask_at"])
    if attempt.status in IN_FLIGHT:
        _write(attempt, AttemptStatus.UNKNOWN, Unknown(reason=fault))
    _alert(attempt, alerts.SHARED_REFERENCE, fault)
    return Recorded.QUARANTINED


def _alert(attempt: models.PaymentAttempt, kind: str, fault: str) -> None:
    alerts.raise_alert(
        kind,
        account_id=attempt.invoice.account_id,
        subject=attempt.pk,
        text=f"Attempt {attempt.pk} to collect invoice {attempt.invoice.number}: {fault}. Look it "
        "up at the gateway, and end it with close_attempt() saying what was collected.",
    )


def _reference(outcome: Outcome) -> str | None:
    reference = getattr(outcome, "reference", None)
    return keepable(reference, 200) if reference else None


def _detail(outcome: Outcome) -> str:
    match outcome:
        case Declined(code=code, retryable=retryable):
            return f"{code} ({'may be retried' if retryable else 'final'})"
        case Unavailable(reason=reason) | Unknown(reason=reason):
            return reason
        case _:
            return ""
