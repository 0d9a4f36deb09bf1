"""
Begin an attempt to collect an invoice, commit it, and only then call the gateway.
"""

import datetime as dt
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from billing_app import conf, models
from billing_app.data import (
    AttemptStatus,
    ChargeRequest,
    InvoiceStatus,
    Outcome,
    PaymentAttempt,
    Unknown,
)
from billing_app.errors import (
    AttemptInFlight,
    IllegalTransition,
    MustNotBeInTransaction,
    NothingToPay,
)
from billing_app.models.payment import ONE_IN_FLIGHT
from billing_app.ports import name_of
from billing_app.queries.values import attempt_value, stored
from billing_app.rules.allocation import PAYABLE
from billing_app.rules.attempts import KEY_LIVES, next_ask, outcome_of
from billing_app.services.allocating import due_of
from billing_app.services.locks import lock_invoice
from billing_app.services.transition import require_not_collecting
from domain_kit.money import Money
from domain_kit.violations import violated


def require_no_transaction(command: str) -> None:
    """
    A transaction around the call could be rolled back, or run again, after the money has moved.

    Raises:
        MustNotBeInTransaction: if there is one.
    """
    if connection.in_atomic_block:
        raise MustNotBeInTransaction(command)


def begin(invoice_id: UUID, idempotency_key: str) -> UUID:
    """
    Write the attempt, in the command's transaction.

    An attempt that the gateway lately said it never heard of is begun again under its own key: if
    that was not so, because its search lags or our call was still on its way, the key keeps the
    money from moving twice (C-34).

    Raises:
        IllegalTransition: unless the invoice is sent and unpaid.
        AttemptInFlight: if an earlier attempt may still collect it.
        NothingToPay: if nothing is due.
    """
    invoice = lock_invoice(invoice_id)
    if invoice.status not in PAYABLE:
        raise IllegalTransition(invoice_id, invoice.status, InvoiceStatus.PAID)
    require_not_collecting(invoice)
    due = due_of(invoice)
    if due <= Money.zero(due.currency):
        raise NothingToPay(str(due))
    return _again(invoice, due) or _new(invoice, due, idempotency_key)


def _again(invoice: models.Invoice, due: Money) -> UUID | None:
    last = models.PaymentAttempt.objects.filter(invoice=invoice).order_by("-created_at").first()
    if (
        last is None
        or last.unheard_at is None
        or last.status != AttemptStatus.UNAVAILABLE
        or last.sent_at is None
        or last.sent_at + KEY_LIVES < timezone.now()
        or last.amount != stored(due)
        or last.gateway != _gateway_name()
    ):
        return None
    models.PaymentAttempt.objects.filter(pk=last.pk).update(
        status=AttemptStatus.CREATED, unheard_at=None, asked=0, detail=""
    )
    return last.pk


def _new(invoice: models.Invoice, due: Money, idempotency_key: str) -> UUID:
    try:
        with transaction.atomic():
            return models.PaymentAttempt.objects.create(
                invoice=invoice,
                amount=stored(due),
                gateway=_gateway_name(),
                idempotency_key=idempotency_key,
                number=invoice.attempts.count() + 1,
                next_ask_at=_later(AttemptStatus.CREATED),
            ).pk
    except IntegrityError as exc:
        # A release before 2.4.0 does not lock the account.
        if violated(exc) == ONE_IN_FLIGHT:
            raise AttemptInFlight(invoice.pk) from exc
        raise


def send(attempt_id: UUID) -> Outcome | None:
    """
    Call the gateway; None if somebody else has, or does at this moment, or if another gateway was
    configured when the attempt began: reconciling closes that one.
    """
    # Whoever moves the attempt from created to sent calls the gateway, and nobody else does.
    mine = models.PaymentAttempt.objects.filter(
        pk=attempt_id, status=AttemptStatus.CREATED, gateway=_gateway_name()
    )
    sent = mine.update(
        status=AttemptStatus.SENT,
        sent_at=timezone.now(),
        next_ask_at=_later(AttemptStatus.SENT),
    )
    return _charge(attempt_id) if sent else None


def attempt_of(attempt_id: UUID) -> PaymentAttempt:
    """
    The attempt as it is now.
    """
    rows = models.PaymentAttempt.objects.select_related("invoice__account")
    return attempt_value(rows.get(pk=attempt_id))


def _charge(attempt_id: UUID) -> Outcome:
    rows = models.PaymentAttempt.objects.select_related("invoice__account")
    attempt = attempt_value(row := rows.get(pk=attempt_id))
    request = ChargeRequest(
        account_id=row.invoice.account_id,
        amount=attempt.amount,
        currency=attempt.amount.currency,
        attempt_id=attempt_id,
        description=f"Invoice {row.invoice.number}",
    )
    try:
        return outcome_of(conf.payment_gateway.resolve().charge(request))
    except Exception as exc:  # whatever it was, the money may have moved
        return Unknown(reason=f"{type(exc).__name__}: {exc}")


def _gateway_name() -> str:
    return name_of(conf.payment_gateway.resolve())


def _later(status: AttemptStatus) -> dt.datetime:
    delay = next_ask(status, 0)
    assert delay is not None
    return timezone.now() + delay
