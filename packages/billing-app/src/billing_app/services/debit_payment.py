"""
Ask for what was paid out of a payment that a release before 3.2 reversed.

From 3.2 on the reversal itself does: `services.reverse_payment`. Older ones left the customer's credit
overdrawn, and no document that somebody could act on.
"""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import QuerySet, Sum

from billing_app import models
from billing_app.data import REFUND_FAILED
from billing_app.queries.values import money
from billing_app.services.debiting import debit
from billing_app.services.locks import lock_account
from billing_app.services.once import once_listed
from domain_kit.actor import Actor, Role
from domain_kit.money import Money


def not_asked_for(employer_id: UUID | None = None) -> Iterator[tuple[models.Payment, Money]]:
    """
    The payments that were reversed and of which money had been paid out that no invoice asks for,
    oldest first, with how much that is.
    """
    rows = _rows().select_related("account").order_by("received_on", "id")
    if employer_id is not None:
        rows = rows.filter(account__employer_id=employer_id)
    for row in rows:
        sent = row.refunds.exclude(status__in=REFUND_FAILED).aggregate(total=Sum("amount"))
        yield row, money(sent["total"], row.account.currency)


def debit_payment(*, actor: Actor, payment: models.Payment) -> UUID | None:
    """
    Invoice what had been paid out of it, today, once; None if an invoice asks for it by now.

    Raises:
        NumberingUnavailable: if the next number is not to be had now.
        NotPermitted: unless finance or operator of the employer.
    """
    account = payment.account

    def execute() -> list[UUID]:
        actor.require_role(Role.FINANCE, Role.OPERATOR)
        actor.require_employer(account.employer_id)
        locked = lock_account(account.pk)
        row = _rows().filter(pk=payment.pk).select_for_update(no_key=True).first()
        made = None if row is None else debit(locked, row)
        return [] if made is None else [made.pk]

    made = once_listed(
        account.employer_id,
        "debit_payment",
        actor=actor,
        idempotency_key=f"debit {payment.pk}",
        request={"payment": str(payment.pk)},
        execute=execute,
    )
    return made[0] if made else None


def _rows() -> "QuerySet[models.Payment]":
    sent = models.Refund.objects.exclude(status__in=REFUND_FAILED)
    return models.Payment.objects.filter(
        reversed_at__isnull=False, debit_invoice=None, pk__in=sent.values("payment")
    )
