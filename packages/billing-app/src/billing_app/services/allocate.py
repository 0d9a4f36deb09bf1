"""
Allocate money that belongs to no invoice yet.
"""

from decimal import Decimal
from uuid import UUID

from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from billing_app import models
from billing_app.data import IN_FLIGHT, REFUND_FAILED, Allocation
from billing_app.errors import AccountNotFound, NothingToPay, OverAllocation
from billing_app.queries.payments import allocation_value
from billing_app.rules.allocation import oldest_first
from billing_app.services.allocating import due_of, left_of, lock_invoices, open_invoices, put
from billing_app.services.locks import lock_account, lock_account_of
from billing_app.services.once import once_at, once_listed
from billing_app.services.placing import account_of, lock_payment, require_room
from domain_kit.actor import Actor, Role
from domain_kit.money import Money


def allocate(
    *,
    actor: Actor,
    idempotency_key: str,
    payment_id: UUID,
    invoice_id: UUID,
    amount: Money | None = None,
) -> Allocation:
    """
    Allocate a part of a payment to an invoice: `amount`, or as much as there is and is due.

    Raises:
        PaymentNotFound: if the actor can see no such payment.
        PaymentReversed: if its money was taken back.
        InvoiceNotFound: if the invoice is not of the payment's account.
        IllegalTransition: if it does not ask for money.
        AttemptInFlight: if the gateway may be collecting it at this moment.
        OverAllocation: if the amount is more than the payment has left or the invoice is due.
        NothingToPay: if the amount is not positive, or nothing is left.
        CurrencyMismatch: if the amount is in another currency.
        NotPermitted: unless finance or operator.
        IdempotencyConflict: if the key was used for something else.
    """
    account = account_of(actor, payment_id)

    def execute() -> UUID:
        actor.require_role(Role.FINANCE, Role.OPERATOR)
        invoice = lock_invoices(lock_account(account.pk), [invoice_id])[invoice_id]
        payment = lock_payment(payment_id)
        left = left_of(payment, account.currency)
        part = min(left, due_of(invoice)) if amount is None else amount
        if part > left:
            raise OverAllocation(payment_id, str(part), str(left))
        if amount is not None or part:
            require_room(invoice, part)
        if part <= Money.zero(account.currency):
            raise NothingToPay(str(part))
        return put(payment, invoice, part).pk

    allocation_id = once_at(
        account.employer_id,
        "allocate",
        actor=actor,
        idempotency_key=idempotency_key,
        request={
            "payment": str(payment_id),
            "invoice": str(invoice_id),
            "amount": str(amount),
        },
        execute=execute,
    )
    row = models.PaymentAllocation.objects.get(pk=allocation_id)
    return allocation_value(row, account.currency)


def auto_allocate(
    *, actor: Actor, idempotency_key: str, employer_id: UUID
) -> tuple[Allocation, ...]:
    """
    Allocate all an employer's credit to what is open: the oldest money to the oldest invoice.

    Invoices that the gateway may be collecting are left out.

    Raises:
        AccountNotFound: if the employer has no billing account.
        NotPermitted: unless finance or operator of the employer.
        IdempotencyConflict: if the key was used for something else.
    """
    actor.require_employer(employer_id)

    def execute() -> list[UUID]:
        actor.require_role(Role.FINANCE, Role.OPERATOR)
        account = lock_account_of(employer_id)
        if account is None:
            raise AccountNotFound(employer_id)
        return _spread(account)

    ids = once_listed(
        employer_id,
        "auto_allocate",
        actor=actor,
        idempotency_key=idempotency_key,
        request={},
        execute=execute,
    )
    rows = models.PaymentAllocation.objects.filter(pk__in=ids).order_by("pk")
    return tuple(
        allocation_value(row, row.payment.account.currency)
        for row in rows.select_related("payment__account")
        if row.payment.account is not None
    )


def _spread(account: models.BillingAccount) -> list[UUID]:
    dues = {row.pk: (row, due) for row, due in open_invoices(account)}
    busy = models.PaymentAttempt.objects.filter(invoice__in=dues, status__in=IN_FLIGHT)
    for invoice_id in busy.values_list("invoice_id", flat=True):
        del dues[invoice_id]
    made = []
    for payment in with_credit(account):
        left = left_of(payment, account.currency)
        parts, _ = oldest_first(((each, due) for each, (_, due) in dues.items()), left)
        for invoice_id, part in parts:
            invoice, due = dues[invoice_id]
            made.append(put(payment, invoice, part).pk)
            dues[invoice_id] = (invoice, due - part)
    return made


def with_credit(account: models.BillingAccount) -> list[models.Payment]:
    """
    The payments of a locked account that have money left, oldest first, locked.
    """
    live = Q(allocations__reversed_at=None)
    used = Coalesce(Sum("allocations__amount", filter=live), Decimal())
    rows = models.Payment.objects.filter(account=account, reversed_at=None)
    out = models.Refund.objects.filter(payment=OuterRef("pk")).exclude(status__in=REFUND_FAILED)
    paid_out = Coalesce(
        Subquery(out.order_by().values("payment").annotate(out=Sum("amount")).values("out")),
        Decimal(),
    )
    left = rows.annotate(used=used, paid_out=paid_out).filter(amount__gt=F("used") + F("paid_out"))
    ids = list(left.values_list("pk", flat=True))
    locked = models.Payment.objects.select_for_update(no_key=True).filter(pk__in=ids)
    return list(locked.order_by("received_on", "pk"))
