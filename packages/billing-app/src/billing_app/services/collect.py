"""
Collect an invoice through the payment gateway, once, whatever happens on the way.
"""

import datetime as dt
from uuid import UUID

from billing_app.data import PaymentAttempt
from billing_app.queries.invoices import employer_of
from billing_app.services.dispatch import attempt_of, begin, require_no_transaction, send
from billing_app.services.once import once_at as once
from billing_app.services.record_outcome import record_outcome
from domain_kit.actor import Actor, Role


def collect(
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
        NothingToPay: if nothing is due.
        MustNotBeInTransaction: if called inside one.
        NotPermitted: unless finance or operator.
        IdempotencyConflict: if the key was used for something else.
    """
    employer_id = employer_of(actor, invoice_id)
    require_no_transaction("collect")

    def execute() -> UUID:
        actor.require_role(Role.FINANCE, Role.OPERATOR)
        return begin(invoice_id, idempotency_key)

    attempt_id = once(
        employer_id,
        "collect",
        actor=actor,
        idempotency_key=idempotency_key,
        request={"invoice": str(invoice_id)},
        execute=execute,
    )
    outcome = send(attempt_id)
    if outcome is not None:
        record_outcome(attempt_id, outcome, received_on=paid_on)
    return attempt_of(attempt_id)
