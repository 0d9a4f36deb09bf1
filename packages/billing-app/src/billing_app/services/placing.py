"""
May a part of a payment go to an invoice?
"""

from uuid import UUID

from billing_app import models
from billing_app.data import InvoiceStatus
from billing_app.errors import IllegalTransition, OverAllocation, PaymentNotFound, PaymentReversed
from billing_app.rules.allocation import PAYABLE
from billing_app.services.allocating import due_of
from billing_app.services.transition import require_not_collecting
from domain_kit.actor import Actor, Role
from domain_kit.money import Money


def require_room(invoice: models.Invoice, part: Money) -> None:
    """
    Raises:
        IllegalTransition: unless the invoice, which is locked, asks for money.
        AttemptInFlight: if the gateway may be collecting it at this moment.
        OverAllocation: if the part is more than what is due.
    """
    over = part > (due := due_of(invoice))
    if invoice.status not in PAYABLE:
        raise IllegalTransition(invoice.pk, invoice.status, InvoiceStatus.PAID)
    require_not_collecting(invoice)
    if over:
        raise OverAllocation(invoice.pk, str(part), str(due))


def account_of(actor: Actor, payment_id: UUID) -> models.BillingAccount:
    """
    Whose payment it is.

    Raises:
        PaymentNotFound: if it is none of the actor's employers'.
    """
    rows = actor.scope(models.Payment.objects, "account__employer_id")
    row = rows.select_related("account").filter(pk=payment_id).first()
    if row is None:
        actor.require_role(Role.FINANCE, Role.OPERATOR)
        raise PaymentNotFound(payment_id)
    account: models.BillingAccount = row.account
    return account


def lock_payment(payment_id: UUID) -> models.Payment:
    """
    A payment whose account is locked, locked as well.

    Raises:
        PaymentReversed: if its money was taken back.
    """
    row = models.Payment.objects.select_for_update(no_key=True).get(pk=payment_id)
    if row.reversed_at is not None:
        raise PaymentReversed(payment_id)
    return row
