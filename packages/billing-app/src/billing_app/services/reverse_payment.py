"""
Take a payment back: its bank or its card did.
"""

from uuid import UUID

from django.utils import timezone

from billing_app import models
from billing_app.data import Receipt
from billing_app.errors import CreditStands
from billing_app.events import Topic
from billing_app.queries.payments import receipt_value, visible_payments
from billing_app.rules.usable import require_text
from billing_app.services.alerts import CHARGEBACK, raise_alert
from billing_app.services.allocating import BY_CREDIT, lock_invoices, take_back
from billing_app.services.debiting import debit
from billing_app.services.locks import lock_account
from billing_app.services.once import once_at
from billing_app.services.outbox import emit
from billing_app.services.placing import account_of, lock_payment
from domain_kit.actor import Actor, Role


def reverse_payment(
    *, actor: Actor, idempotency_key: str, payment_id: UUID, reason: str
) -> Receipt:
    """
    Record a chargeback: what the payment paid is due again (C-33), and an alert tells finance. What
    had been paid out of it before is owed, too: an invoice asks for it, the receipt's
    `debit_invoice_id`.

    Raises:
        PaymentNotFound: if the actor can see no such payment.
        CreditStands: if it is a credit note's money.
        PaymentReversed: if its money was taken back already.
        NumberingUnavailable: if that invoice's number is not to be had now.
        UnusableValue: if the reason is empty or cannot be kept.
        NotPermitted: unless finance or operator.
        IdempotencyConflict: if the key was used for something else.
    """
    account = account_of(actor, payment_id)

    def execute() -> UUID:
        actor.require_role(Role.FINANCE, Role.OPERATOR)
        require_text("reason", reason, longest=200, shortest=1)
        locked = lock_account(account.pk)
        live = models.PaymentAllocation.objects.filter(payment=payment_id, reversed_at=None)
        allocations = list(live)
        lock_invoices(account, {each.invoice_id for each in allocations})
        payment = lock_payment(payment_id)
        if payment.method == BY_CREDIT:
            raise CreditStands(payment_id)
        take_back(allocations)
        payment.reversed_at = timezone.now()
        payment.save(update_fields=["reversed_at"])
        emit(
            Topic.PAYMENT_REVERSED,
            account_id=account.pk,
            aggregate=payment_id,
            payment_id=payment_id,
        )
        debited = debit(locked, payment)
        raise_alert(
            CHARGEBACK,
            account_id=account.pk,
            subject=payment_id,
            text=f"Payment {payment_id} ({payment.reference}) was taken back: {reason}. Ask for "
            f"the money of its invoices again{_also(debited)}.",
        )
        return payment_id

    once_at(
        account.employer_id,
        "reverse_payment",
        actor=actor,
        idempotency_key=idempotency_key,
        request={"payment": str(payment_id), "reason": reason},
        execute=execute,
    )
    return receipt_value(visible_payments(actor).get(pk=payment_id))


def _also(debited: models.Invoice | None) -> str:
    # What was paid out before its bank took it back has left us twice: a document asks for it.
    return (
        f", and for what had been paid out of it: invoice {debited.number} asks for that"
        if debited
        else ""
    )
