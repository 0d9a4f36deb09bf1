"""
Record money that came by bank from an employer, whatever invoices it is for.
"""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from billing_app import models
from billing_app.data import Receipt
from billing_app.errors import AccountNotFound, NothingToPay, OverAllocation
from billing_app.queries.payments import receipt_value, visible_payments
from billing_app.rules.allocation import oldest_first
from billing_app.services.alerts import warn_of_repeated
from billing_app.services.allocating import BANK, lock_invoices, open_invoices, put, take
from billing_app.services.apply_payment import require_usable
from billing_app.services.locks import lock_account_of
from billing_app.services.once import once_at
from billing_app.services.placing import require_room
from billing_app.services.transition import require_not_collecting
from domain_kit.actor import Actor, Role
from domain_kit.money import CurrencyMismatch, Money

type Parts = list[tuple[models.Invoice, Money]]


def record_bank_receipt(
    *,
    actor: Actor,
    idempotency_key: str,
    employer_id: UUID,
    amount: Money,
    received_on: dt.date,
    reference: str,
    allocate_to: Mapping[UUID, Money] | None = None,
) -> Receipt:
    """
    Record a transfer and allocate it: as `allocate_to` says, or to what is open, oldest first
    (C-33). What is left over stays unallocated: credit of the employer.

    An empty `allocate_to` allocates nothing. `repeated_reference` of the answer warns that an
    earlier payment of the account has the same reference.

    Raises:
        AccountNotFound: if the employer has no billing account.
        InvoiceNotFound: if an invoice is not the employer's.
        IllegalTransition: if one does not ask for money.
        AttemptInFlight: if the gateway may be collecting an invoice that would get some of it.
        OverAllocation: if an invoice would get more than is due, or all together more than came.
        NothingToPay: if an amount is not positive.
        AmountNotStorable: if it is larger than billing can keep.
        CurrencyMismatch: if the money is in another currency than the account's.
        DateOutOfRange: if the day is centuries away.
        UnusableValue: if the reference cannot be kept.
        NotPermitted: unless finance or operator of the employer.
        IdempotencyConflict: if the key was used for something else.
    """
    actor.require_employer(employer_id)

    def execute() -> UUID:
        actor.require_role(Role.FINANCE, Role.OPERATOR)
        require_usable(amount, received_on, reference)
        account = lock_account_of(employer_id)
        if account is None:
            raise AccountNotFound(employer_id)
        if amount.currency != account.currency:
            raise CurrencyMismatch(account.currency, amount.currency)
        parts = _oldest(account, amount) if allocate_to is None else _given(account, allocate_to)
        _require_enough(employer_id, amount, parts)
        payment = take(
            account, amount=amount, received_on=received_on, reference=reference, method=BANK
        )
        for invoice, part in parts:
            put(payment, invoice, part)
        warn_of_repeated(payment)
        return payment.pk

    payment_id = once_at(
        employer_id,
        "record_bank_receipt",
        actor=actor,
        idempotency_key=idempotency_key,
        request={
            "amount": str(amount),
            "received_on": str(received_on),
            "reference": reference,
            "allocate_to": None
            if allocate_to is None
            else {str(each): str(part) for each, part in allocate_to.items()},
        },
        execute=execute,
    )
    return receipt_value(visible_payments(actor).get(pk=payment_id))


def _oldest(account: models.BillingAccount, amount: Money) -> Parts:
    rows = {row.pk: (row, due) for row, due in open_invoices(account)}
    parts, _ = oldest_first(((each, due) for each, (_, due) in rows.items()), amount)
    for invoice_id, _ in parts:
        require_not_collecting(rows[invoice_id][0])
    return [(rows[invoice_id][0], part) for invoice_id, part in parts]


def _given(account: models.BillingAccount, allocate_to: Mapping[UUID, Money]) -> Parts:
    rows = lock_invoices(account, allocate_to)
    for invoice_id, part in allocate_to.items():
        if part <= Money.zero(account.currency):
            raise NothingToPay(str(part))
        require_room(rows[invoice_id], part)
    return [(rows[invoice_id], part) for invoice_id, part in allocate_to.items()]


def _require_enough(employer_id: UUID, amount: Money, parts: Parts) -> None:
    asked = sum((part for _, part in parts), Money.zero(amount.currency))
    if asked > amount:
        raise OverAllocation(employer_id, str(asked), str(amount))
