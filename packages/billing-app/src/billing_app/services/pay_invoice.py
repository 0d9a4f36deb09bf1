"""
Collect an invoice, by the older name.
"""

import datetime as dt
import warnings
from uuid import UUID

from billing_app.data import PaymentAttempt
from billing_app.queries.invoices import employer_of
from billing_app.services.dispatch import attempt_of, begin, require_no_transaction, send
from billing_app.services.once import once_at as once
from billing_app.services.record_outcome import record_outcome
from domain_kit.actor import Actor, Role


def pay_invoice(
    *, actor: Actor, idempotency_key: str, invoice_id: UUID, paid_on: dt.date
) -> PaymentAttempt:
    """
    What `collect` does. Removed in 3.0.0.

    Raises:
        InvoiceNotFound: if the actor can see no such invoice.
        IllegalTransition: unless it is sent and unpaid.
        AttemptInFlight: if an earlier attempt may still collect it.
        NothingToPay: if nothing is due.
        MustNotBeInTransaction: if called inside one.
        NotPermitted: unless finance or operator.
        IdempotencyConflict: if the key was used for something else.
    """
    warnings.warn(
        "pay_invoice() is removed in billing-app 3.0.0. Call collect().",
        DeprecationWarning,
        stacklevel=2,
    )
    employer_id = employer_of(actor, invoice_id)
    require_no_transaction("pay_invoice")

    def execute() -> UUID:
        actor.require_role(Role.FINANCE, Role.OPERATOR)
        return begin(invoice_id, idempotency_key)

    attempt_id = once(
        employer_id,
        # A key of an older release is stored under this name.
        "pay_invoice",
        actor=actor,
        idempotency_key=idempotency_key,
        request={"invoice": str(invoice_id)},
        execute=execute,
    )
    if (outcome := send(attempt_id)) is not None:
        record_outcome(attempt_id, outcome, received_on=paid_on)
    return attempt_of(attempt_id)
