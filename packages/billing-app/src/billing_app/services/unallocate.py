"""
Take money back from an invoice; it stays the employer's credit.
"""

from uuid import UUID

from billing_app import models
from billing_app.data import Receipt
from billing_app.errors import AllocationNotFound
from billing_app.queries.payments import receipt_value, visible_payments
from billing_app.services.allocating import lock_invoices, take_back
from billing_app.services.locks import lock_account
from billing_app.services.once import once_at
from domain_kit.actor import Actor, Role


def unallocate(*, actor: Actor, idempotency_key: str, allocation_id: UUID) -> Receipt:
    """
    End an allocation: what it paid is due again, and the payment has it left.

    Raises:
        AllocationNotFound: if the actor can see no such allocation in force.
        NotPermitted: unless finance or operator.
        IdempotencyConflict: if the key was used for something else.
    """
    rows = actor.scope(models.PaymentAllocation.objects, "payment__account__employer_id")
    row = rows.select_related("payment__account").filter(pk=allocation_id).first()
    if row is None:
        actor.require_role(Role.FINANCE, Role.OPERATOR)
        raise AllocationNotFound(allocation_id)
    account = row.payment.account

    def execute() -> UUID:
        actor.require_role(Role.FINANCE, Role.OPERATOR)
        lock_invoices(lock_account(account.pk), [row.invoice_id])
        live = models.PaymentAllocation.objects.select_for_update(no_key=True)
        now = live.filter(pk=allocation_id, reversed_at=None).first()
        if now is None:
            raise AllocationNotFound(allocation_id)
        take_back([now])
        return row.payment_id

    payment_id = once_at(
        account.employer_id,
        "unallocate",
        actor=actor,
        idempotency_key=idempotency_key,
        request={"allocation": str(allocation_id)},
        execute=execute,
    )
    return receipt_value(visible_payments(actor).get(pk=payment_id))
