"""
Write down what a gateway answered, and the payment if there is one.
"""

import contextlib
import datetime as dt
from uuid import UUID

from django.db import IntegrityError, transaction

from billing_app import models
from billing_app.data import (
    IN_FLIGHT,
    AttemptStatus,
    Declined,
    Outcome,
    Pending,
    Succeeded,
    Unavailable,
    Unknown,
)
from billing_app.errors import IllegalTransition, OverPayment
from billing_app.models.payment import ONE_REFERENCE
from billing_app.queries.values import currency_of
from billing_app.services.apply_payment import settle
from billing_app.services.transition import lock_invoice
from domain_kit.money import Money
from domain_kit.violations import violated

_STATUS = {
    Succeeded: AttemptStatus.SUCCEEDED,
    Pending: AttemptStatus.PENDING,
    Declined: AttemptStatus.DECLINED,
    Unavailable: AttemptStatus.UNAVAILABLE,
    Unknown: AttemptStatus.UNKNOWN,
}


def record_outcome(attempt_id: UUID, outcome: Outcome, *, received_on: dt.date) -> None:
    """
    Move an attempt in flight to its outcome; one that is decided stays as it is (C-37).
    """
    with transaction.atomic():
        attempt = models.PaymentAttempt.objects.select_for_update().get(pk=attempt_id)
        if attempt.status not in IN_FLIGHT:
            return
        try:
            with transaction.atomic():
                _write(attempt, outcome)
        except IntegrityError as exc:
            if violated(exc) != ONE_REFERENCE:
                raise
            # The gateway gave us another attempt's reference: whose money it is, it must say.
            attempt.refresh_from_db()
            _write(attempt, Unknown(reason=f"{_reference(outcome)} belongs to another attempt"))
            return
        if isinstance(outcome, Succeeded):
            _settle(attempt, outcome, received_on)


def _write(attempt: models.PaymentAttempt, outcome: Outcome) -> None:
    attempt.status = _STATUS[type(outcome)]
    # An answer without a reference does not take away the one we have.
    attempt.gateway_reference = _reference(outcome) or attempt.gateway_reference
    attempt.detail = _detail(outcome)[:300]
    attempt.save(update_fields=["status", "gateway_reference", "detail"])


def _reference(outcome: Outcome) -> str | None:
    return getattr(outcome, "reference", None)


def _settle(attempt: models.PaymentAttempt, outcome: Succeeded, received_on: dt.date) -> None:
    """
    Record the payment, unless the invoice was cancelled or paid meanwhile: then the money is not
    its own, and the succeeded attempt without a payment is what finance must refund.
    """
    amount = Money.of(attempt.amount, currency_of(lock_invoice(attempt.invoice_id)))
    with contextlib.suppress(IllegalTransition, OverPayment):
        settle(attempt.invoice_id, amount, received_on, outcome.reference)


def _detail(outcome: Outcome) -> str:
    match outcome:
        case Declined(code=code, retryable=retryable):
            return f"{code} ({'may be retried' if retryable else 'final'})"
        case Unavailable(reason=reason) | Unknown(reason=reason):
            return reason
        case _:
            return ""
