"""
Collect an invoice through the payment gateway, once, whatever happens on the way.
"""

import datetime as dt
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from billing_app import conf, models
from billing_app.data import (
    AttemptStatus,
    ChargeRequest,
    InvoiceStatus,
    Outcome,
    PaymentAttempt,
    Unknown,
)
from billing_app.errors import AttemptInFlight, IllegalTransition, MustNotBeInTransaction
from billing_app.models.payment import ONE_IN_FLIGHT
from billing_app.queries.invoices import get_invoice
from billing_app.queries.values import attempt_value, invoice_value
from billing_app.services.once import once
from billing_app.services.record_outcome import record_outcome
from billing_app.services.transition import lock_invoice
from domain_kit.actor import Actor, Role
from domain_kit.violations import violated


def pay_invoice(
    *, actor: Actor, idempotency_key: str, invoice_id: UUID, paid_on: dt.date
) -> PaymentAttempt:
    """
    Attempt first, commit, then the gateway, then the outcome (C-34 to C-36).

    A retry with the same key answers the same attempt and calls nobody. A timeout or an exception
    leaves the attempt unknown, and no other can be started until it is reconciled.

    Raises:
        InvoiceNotFound: if the actor can see no such invoice.
        IllegalTransition: unless it is sent and unpaid.
        AttemptInFlight: if an earlier attempt may still collect it.
        MustNotBeInTransaction: if called inside one.
        NotPermitted: unless finance or operator.
        IdempotencyConflict: if the key was used for something else.
    """
    actor.require_role(Role.FINANCE, Role.OPERATOR)
    known = get_invoice(actor=actor, invoice_id=invoice_id)
    # A transaction around us could be rolled back after the money has moved.
    if connection.in_atomic_block:
        raise MustNotBeInTransaction("pay_invoice")
    attempt_id = once(
        "pay_invoice",
        employer_id=known.employer_id,
        idempotency_key=idempotency_key,
        request={"invoice": str(invoice_id)},
        execute=lambda: _start(invoice_id, idempotency_key),
    )
    # Whoever moves the attempt from created to sent calls the gateway, and nobody else does.
    mine = models.PaymentAttempt.objects.filter(pk=attempt_id, status=AttemptStatus.CREATED)
    if mine.update(status=AttemptStatus.SENT):
        record_outcome(attempt_id, _charge(attempt_id), received_on=paid_on)
    rows = models.PaymentAttempt.objects.select_related("invoice__account")
    return attempt_value(rows.get(pk=attempt_id))


def _start(invoice_id: UUID, idempotency_key: str) -> UUID:
    invoice = invoice_value(row := lock_invoice(invoice_id))
    if invoice.status is not InvoiceStatus.SENT:
        raise IllegalTransition(invoice_id, row.status, InvoiceStatus.PAID)
    try:
        with transaction.atomic():
            return models.PaymentAttempt.objects.create(
                invoice=row,
                amount=invoice.due.amount,
                gateway=type(conf.payment_gateway.resolve()).__name__,
                idempotency_key=idempotency_key,
            ).id
    except IntegrityError as exc:
        if violated(exc) == ONE_IN_FLIGHT:
            raise AttemptInFlight(invoice_id) from exc
        raise


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
        return conf.payment_gateway.resolve().charge(request)
    except Exception as exc:  # whatever it was, the money may have moved
        return Unknown(reason=f"{type(exc).__name__}: {exc}")
