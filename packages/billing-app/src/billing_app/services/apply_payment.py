"""
Record money that was received for one invoice.
"""

import datetime as dt
from uuid import UUID

from billing_app import models
from billing_app.data import InvoiceStatus, Payment
from billing_app.errors import IllegalTransition, NothingToPay, OverPayment
from billing_app.queries.invoices import employer_of
from billing_app.queries.payments import receipt_value, visible_payments
from billing_app.rules.allocation import PAYABLE
from billing_app.rules.usable import require_amount, require_day, require_text
from billing_app.services.alerts import warn_of_repeated
from billing_app.services.allocating import BANK, due_of, put, take
from billing_app.services.locks import lock_invoice
from billing_app.services.once import once_at
from billing_app.services.transition import require_not_collecting
from domain_kit.actor import Actor, Role
from domain_kit.money import Money


def apply_payment(
    *,
    actor: Actor,
    idempotency_key: str,
    invoice_id: UUID,
    amount: Money,
    received_on: dt.date,
    reference: str,
) -> Payment:
    """
    Record a payment; the invoice is paid once nothing is due.

    Raises:
        InvoiceNotFound: if the actor can see no such invoice.
        IllegalTransition: unless it is sent and unpaid.
        AttemptInFlight: if the gateway may be collecting it at this moment.
        OverPayment: if the amount is more than what is due.
        NothingToPay: if the amount is not positive.
        AmountNotStorable: if it is larger than billing can keep.
        CurrencyMismatch: if the money is in another currency.
        DateOutOfRange: if the day is centuries away.
        UnusableValue: if the reference cannot be kept.
        NotPermitted: unless finance or operator.
        IdempotencyConflict: if the key was used for something else.
    """
    employer_id = employer_of(actor, invoice_id)

    def execute() -> UUID:
        actor.require_role(Role.FINANCE, Role.OPERATOR)
        require_usable(amount, received_on, reference)
        return _receive(invoice_id, amount, received_on, reference)

    payment_id = once_at(
        employer_id,
        "apply_payment",
        actor=actor,
        idempotency_key=idempotency_key,
        request={
            "invoice": str(invoice_id),
            "amount": str(amount),
            "received_on": str(received_on),
            "reference": reference,
        },
        execute=execute,
    )
    made = receipt_value(visible_payments(actor).get(pk=payment_id))
    return Payment(
        id=made.id,
        invoice_id=invoice_id,
        amount=made.amount,
        received_on=made.received_on,
        reference=made.reference,
        repeated_reference=made.repeated_reference,
    )


def require_usable(amount: Money, received_on: dt.date, reference: str) -> None:
    """
    Refuse what cannot be received money; see `apply_payment`.
    """
    if amount <= Money.zero(amount.currency):
        raise NothingToPay(str(amount))
    require_amount(amount)
    require_day("received_on", received_on)
    require_text("reference", reference, longest=100)


def _receive(invoice_id: UUID, amount: Money, received_on: dt.date, reference: str) -> UUID:
    invoice = lock_invoice(invoice_id)
    # Compared first, so that money in another currency is refused by that.
    over = amount > (due := due_of(invoice))
    if invoice.status not in PAYABLE:
        raise IllegalTransition(invoice_id, invoice.status, InvoiceStatus.PAID)
    # The gateway may be collecting this very debt: both together would be more than is due.
    require_not_collecting(invoice)
    if over:
        raise OverPayment(invoice_id, str(amount), str(due))
    payment: models.Payment = take(
        invoice.account, amount=amount, received_on=received_on, reference=reference, method=BANK
    )
    put(payment, invoice, amount)
    warn_of_repeated(payment)
    return payment.pk
