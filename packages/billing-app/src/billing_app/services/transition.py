"""
What do sending and cancelling an invoice have in common? One locked change of its status.
"""

from collections.abc import Callable
from uuid import UUID

from billing_app import models
from billing_app.data import Invoice, InvoiceStatus
from billing_app.queries.invoices import get_invoice
from billing_app.rules.transitions import require_transition
from billing_app.services.once import once
from domain_kit.actor import Actor, Role


def lock_invoice(invoice_id: UUID) -> models.Invoice:
    """
    The invoice, locked until the transaction ends.
    """
    rows = models.Invoice.objects.select_for_update(of=("self",)).select_related("account")
    return rows.get(pk=invoice_id)


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
    Move an invoice to a status, and do what belongs to it.
    """
    actor.require_role(Role.FINANCE, Role.OPERATOR)
    known = get_invoice(actor=actor, invoice_id=invoice_id)

    def execute() -> UUID:
        row = lock_invoice(invoice_id)
        require_transition(invoice_id, row.status, wanted)
        row.status = wanted
        then(row)
        row.save(update_fields=["status", "number"])
        return invoice_id

    once(
        command,
        employer_id=known.employer_id,
        idempotency_key=idempotency_key,
        request={"invoice": str(invoice_id)},
        execute=execute,
    )
    return get_invoice(actor=actor, invoice_id=invoice_id)
