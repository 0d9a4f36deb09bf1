"""
Pay out the money of an employer that belongs to no invoice.
"""

import datetime as dt
from uuid import UUID

from billing_app import models
from billing_app.data import Refund
from billing_app.errors import AccountNotFound, NoBalance
from billing_app.rules.usable import require_day, require_text
from billing_app.services.allocate import with_credit
from billing_app.services.allocating import left_of
from billing_app.services.ask_refund import send_refund
from billing_app.services.dispatch import require_no_transaction
from billing_app.services.locks import lock_account_of
from billing_app.services.once import once_listed
from billing_app.services.refunding import pay_out
from domain_kit.actor import Actor, Role
from domain_kit.money import CurrencyMismatch, Money


def pay_out_balance(
    *,
    actor: Actor,
    idempotency_key: str,
    employer_id: UUID,
    reference: str,
    paid_on: dt.date,
    amount: Money | None = None,
    reason: str = "Balance paid out",
) -> tuple[Refund, ...]:
    """
    Pay out an employer's balance: `amount` of it, or all, the oldest money first, each part the way
    it came. `reference` is that of the transfer for what goes by bank.

    Raises:
        AccountNotFound: if the employer has no billing account.
        NoBalance: if the balance is less, or the amount is not positive.
        CurrencyMismatch: if the amount is in another currency.
        UnusableValue: if a part goes by bank and there is no reference.
        DateOutOfRange: if the day is centuries away.
        MustNotBeInTransaction: if called inside one.
        NotPermitted: unless finance or operator of the employer.
        IdempotencyConflict: if the key was used for something else.
    """
    actor.require_employer(employer_id)
    require_no_transaction("pay_out_balance")

    def execute() -> list[UUID]:
        actor.require_role(Role.FINANCE, Role.OPERATOR)
        require_text("reason", reason, longest=200, shortest=1)
        require_text("reference", reference, longest=100)
        require_day("paid_on", paid_on)
        account = lock_account_of(employer_id)
        if account is None:
            raise AccountNotFound(employer_id)
        return [
            pay_out(payment, part, reason=reason, reference=reference, paid_on=paid_on).pk
            for payment, part in _parts(account, amount)
        ]

    ids = once_listed(
        employer_id,
        "pay_out_balance",
        actor=actor,
        idempotency_key=idempotency_key,
        request={
            "amount": str(amount),
            "reference": reference,
            "paid_on": str(paid_on),
            "reason": reason,
        },
        execute=execute,
    )
    return tuple(send_refund(each) for each in ids)


def _parts(
    account: models.BillingAccount, amount: Money | None
) -> list[tuple[models.Payment, Money]]:
    zero = Money.zero(account.currency)
    left = [(row, left_of(row, account.currency)) for row in with_credit(account)]
    balance = sum((part for _, part in left), zero)
    wanted = balance if amount is None else amount
    if wanted.currency != account.currency:
        raise CurrencyMismatch(account.currency, wanted.currency)
    if not zero < wanted <= balance:
        raise NoBalance(account.employer_id, str(wanted), str(balance))
    parts = []
    for row, part in left:
        taken = min(part, wanted)
        if taken:
            parts.append((row, taken))
        wanted -= taken
    return parts
