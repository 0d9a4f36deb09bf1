"""
What do all commands on one invoice have in common? One locked change of its status, once per key.
"""

from collections.abc import Callable
from uuid import UUID

from billing_app import models
from billing_app.data import IN_FLIGHT, Invoice, InvoiceStatus
from billing_app.errors import AttemptInFlight, BillingSuspended
from billing_app.queries.invoices import employer_of, get_invoice
from billing_app.rules.transitions import require_transition
from billing_app.services.locks import lock_invoice
from billing_app.services.once import once_at
from domain_kit.actor import Actor, Role

_CHANGED = (
    "status",
    "number",
    "finalised_at",
    "legal_entity",
    "series",
    "year",
    "invoice_number",
)
__all__ = ["lock_invoice", "require_not_collecting", "require_not_held", "transition"]


def transition(
    command: str,
    wanted: InvoiceStatus,
    *,
    actor: Actor,
    idempotency_key: str,
    invoice_id: UUID,
    then: Callable[[models.Invoice], None],
) -> Invoice:
    """
    Move an invoice to a status, and do what belongs to it, under the account's lock and its own.

    Raises:
        InvoiceNotFound: if the actor can see no such invoice.
        IllegalTransition: if the status does not follow.
        NotPermitted: unless finance or operator.
        IdempotencyConflict: if the key was used for something else.
    """
    employer_id = employer_of(actor, invoice_id)

    def execute() -> UUID:
        actor.require_role(Role.FINANCE, Role.OPERATOR)
        row = lock_invoice(invoice_id)
        require_transition(invoice_id, row.status, wanted)
        row.status = wanted
        then(row)
        row.save(update_fields=_CHANGED)
        return invoice_id

    once_at(
        employer_id,
        command,
        actor=actor,
        idempotency_key=idempotency_key,
        request={"invoice": str(invoice_id)},
        execute=execute,
    )
    return get_invoice(actor=actor, invoice_id=invoice_id)


def require_not_collecting(invoice: models.Invoice) -> None:
    """
    Raises:
        AttemptInFlight: if the gateway may be collecting it at this moment.
    """
    rows = models.PaymentAttempt.objects.filter(invoice=invoice, status__in=IN_FLIGHT)
    attempt_id = rows.values_list("pk", flat=True).first()
    if attempt_id is not None:
        raise AttemptInFlight(invoice.pk, attempt_id)


def require_not_held(account: models.BillingAccount) -> None:
    """
    Raises:
        BillingSuspended: if the account is on hold.
    """
    if account.hold_reason:
        raise BillingSuspended(account.employer_id, account.hold_reason)
