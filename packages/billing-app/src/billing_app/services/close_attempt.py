"""
End an attempt that the gateway will never answer for, on the word of a person.
"""

import datetime as dt
from uuid import UUID

from billing_app import models
from billing_app.data import IN_FLIGHT, AttemptStatus, PaymentAttempt
from billing_app.errors import AttemptDecided, AttemptNotFound, NothingToPay
from billing_app.queries.values import stored
from billing_app.rules.attempts import keepable
from billing_app.rules.usable import require_amount, require_day, require_text
from billing_app.services.dispatch import attempt_of
from billing_app.services.locks import lock_invoice
from billing_app.services.once import once_at
from billing_app.services.record_outcome import receive
from domain_kit.actor import Actor, Role
from domain_kit.money import Money


def close_attempt(
    *,
    actor: Actor,
    idempotency_key: str,
    attempt_id: UUID,
    reason: str,
    collected: Money | None = None,
    received_on: dt.date | None = None,
) -> PaymentAttempt:
    """
    End an attempt in flight: nothing was collected, or `collected` was, on `received_on`.

    What was collected is recorded as a payment: it pays the invoice as far as it is due, and the
    rest stays unallocated.

    Raises:
        AttemptNotFound: if the actor can see no such attempt.
        AttemptDecided: if it has its outcome already.
        NothingToPay: if `collected` is not positive.
        CurrencyMismatch: if the money is in another currency.
        UnusableValue: if the reason is empty or too long, or the day is missing.
        NotPermitted: unless finance or operator.
        IdempotencyConflict: if the key was used for something else.
    """
    rows = actor.scope(models.PaymentAttempt.objects, "invoice__account__employer_id")
    found = rows.filter(pk=attempt_id).values_list("invoice_id", "invoice__account__employer_id")
    known = found.first()
    if known is None:
        actor.require_role(Role.FINANCE, Role.OPERATOR)
        raise AttemptNotFound(attempt_id)
    invoice_id, employer_id = known

    def execute() -> UUID:
        actor.require_role(Role.FINANCE, Role.OPERATOR)
        require_text("reason", reason, longest=200, shortest=1)
        _close(attempt_id, invoice_id, reason, collected, received_on)
        return attempt_id

    once_at(
        employer_id,
        "close_attempt",
        actor=actor,
        idempotency_key=idempotency_key,
        request={
            "attempt": str(attempt_id),
            "reason": reason,
            "collected": str(collected),
            "received_on": str(received_on),
        },
        execute=execute,
    )
    return attempt_of(attempt_id)


def _close(
    attempt_id: UUID,
    invoice_id: UUID,
    reason: str,
    collected: Money | None,
    received_on: dt.date | None,
) -> None:
    invoice = lock_invoice(invoice_id)
    attempt = models.PaymentAttempt.objects.select_for_update(no_key=True).get(pk=attempt_id)
    if attempt.status not in IN_FLIGHT:
        raise AttemptDecided(attempt_id, attempt.status)
    attempt.invoice = invoice
    attempt.detail = keepable(f"Closed by hand: {reason}", 300)
    attempt.next_ask_at = None
    attempt.status = AttemptStatus.UNAVAILABLE
    if collected is not None:
        if collected <= Money.zero(invoice.account.currency):
            raise NothingToPay(str(collected))
        require_amount(collected)
        attempt.status = AttemptStatus.SUCCEEDED
        attempt.received = stored(collected)
    attempt.save(update_fields=["detail", "next_ask_at", "status", "received"])
    if collected is not None:
        day = received_on or dt.date.min
        require_day("received_on", day)
        receive(attempt, collected, day)
