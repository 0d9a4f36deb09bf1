"""
Pay out money of one payment.
"""

import datetime as dt
from uuid import UUID

from billing_app import models
from billing_app.data import Refund
from billing_app.errors import NoBalance
from billing_app.rules.usable import require_day, require_text
from billing_app.services.allocating import left_of
from billing_app.services.ask_refund import send_refund
from billing_app.services.dispatch import require_no_transaction
from billing_app.services.locks import lock_account
from billing_app.services.once import once_at
from billing_app.services.placing import account_of, lock_payment
from billing_app.services.refunding import pay_out
from domain_kit.actor import Actor, Role
from domain_kit.money import CurrencyMismatch, Money


def refund(
    *,
    actor: Actor,
    idempotency_key: str,
    payment_id: UUID,
    reason: str,
    paid_on: dt.date,
    amount: Money | None = None,
    reference: str = "",
) -> Refund:
    """
    Give back what of a payment belongs to no invoice: `amount`, or all of it. It goes through the
    gateway that collected it, if that gives back; else by bank, and `reference` is the transfer's.

    Where the gateway's answer is open, the same key asks again and pays nothing twice.

    Raises:
        PaymentNotFound: if the actor can see no such payment.
        PaymentReversed: if its money was taken back.
        NoBalance: if it has less left, or the amount is not positive.
        CurrencyMismatch: if the amount is in another currency.
        UnusableValue: if the reason is empty, or it goes by bank without a reference.
        DateOutOfRange: if the day is centuries away.
        MustNotBeInTransaction: if called inside one.
        NotPermitted: unless finance or operator.
        IdempotencyConflict: if the key was used for something else.
    """
    account = account_of(actor, payment_id)
    require_no_transaction("refund")

    def execute() -> UUID:
        actor.require_role(Role.FINANCE, Role.OPERATOR)
        require_text("reason", reason, longest=200, shortest=1)
        require_text("reference", reference, longest=100)
        require_day("paid_on", paid_on)
        lock_account(account.pk)
        payment = lock_payment(payment_id)
        left = left_of(payment, account.currency)
        part = left if amount is None else amount
        if part.currency != left.currency:
            raise CurrencyMismatch(left.currency, part.currency)
        if not Money.zero(left.currency) < part <= left:
            raise NoBalance(payment_id, str(part), str(left))
        row: models.Refund = pay_out(
            payment, part, reason=reason, reference=reference, paid_on=paid_on
        )
        return row.pk

    refund_id = once_at(
        account.employer_id,
        "refund",
        actor=actor,
        idempotency_key=idempotency_key,
        request={
            "payment": str(payment_id),
            "amount": str(amount),
            "reason": reason,
            "reference": reference,
            "paid_on": str(paid_on),
        },
        execute=execute,
    )
    return send_refund(refund_id)
