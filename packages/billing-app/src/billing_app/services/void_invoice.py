"""
Withdraw an unpaid invoice; what it charged waits for another one.
"""

from uuid import UUID

from billing_app import models
from billing_app.data import Invoice, InvoiceStatus
from billing_app.errors import DebtStands, IllegalTransition
from billing_app.events import Topic
from billing_app.services.debiting import is_debit
from billing_app.services.outbox import emit
from billing_app.services.put_charges import take_off
from billing_app.services.transition import require_not_collecting, transition
from domain_kit.actor import Actor


def void_invoice(*, actor: Actor, idempotency_key: str, invoice_id: UUID) -> Invoice:
    """
    Void a draft, or a finalised invoice nothing was paid on. It keeps its number.

    Raises:
        InvoiceNotFound: if the actor can see no such invoice.
        IllegalTransition: if it is paid or credited, in part even, or already void.
        DebtStands: if it asks for money that was paid out before its bank took it back.
        AttemptInFlight: if the gateway may be collecting it at this moment.
        NotPermitted: unless finance or operator.
        IdempotencyConflict: if the key was used for something else.
    """
    return withdrawn("void_invoice", actor, idempotency_key, invoice_id)


def withdrawn(command: str, actor: Actor, idempotency_key: str, invoice_id: UUID) -> Invoice:
    """
    The same under the name that the key is stored with.
    """
    return transition(
        command,
        InvoiceStatus.VOID,
        actor=actor,
        idempotency_key=idempotency_key,
        invoice_id=invoice_id,
        then=_release,
    )


def _release(invoice: models.Invoice) -> None:
    # Money that is on its way would belong to nothing, and its charges be asked for again (C-36).
    require_not_collecting(invoice)
    if is_debit(invoice):
        raise DebtStands(invoice.id)
    if invoice.allocations.filter(reversed_at=None).exists():
        raise IllegalTransition(invoice.id, "paid in part", InvoiceStatus.VOID)
    if invoice.credit_notes.exists():
        raise IllegalTransition(invoice.id, "credited", InvoiceStatus.VOID)
    take_off(invoice)
    emit(
        Topic.INVOICE_VOIDED,
        account_id=invoice.account_id,
        aggregate=invoice.pk,
        invoice_id=invoice.pk,
    )
