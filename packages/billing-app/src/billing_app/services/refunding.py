"""
Write down that money is paid out, and what became of it; `ask_refund` calls the gateway between.
"""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from billing_app import models
from billing_app.data import (
    IN_FLIGHT,
    REFUND_FAILED,
    AttemptStatus,
    Declined,
    Outcome,
    Pending,
    Refund,
    Succeeded,
    Unavailable,
    Unknown,
)
from billing_app.errors import UnusableValue
from billing_app.events import Topic
from billing_app.queries.credits import refund_value
from billing_app.queries.values import money, stored
from billing_app.rules.attempts import keepable, next_ask
from billing_app.services.alerts import raise_alert
from billing_app.services.allocating import BANK, GATEWAY
from billing_app.services.debiting import lock_debit, undebit
from billing_app.services.locks import lock_account
from billing_app.services.outbox import emit, minor_units
from billing_app.services.way_back import way_back
from domain_kit.money import Money

REFUND_OPEN = "refund-open"
_STATUS = {
    Succeeded: AttemptStatus.SUCCEEDED,
    Pending: AttemptStatus.PENDING,
    Declined: AttemptStatus.DECLINED,
    Unavailable: AttemptStatus.UNAVAILABLE,
    Unknown: AttemptStatus.UNKNOWN,
}


def pay_out(
    payment: models.Payment,
    amount: Money,
    *,
    reason: str,
    reference: str,
    paid_on: dt.date,
) -> models.Refund:
    """
    Write that money of a locked payment goes back, the way it came: its gateway is still to be asked,
    a transfer by bank with this reference is done.

    Raises:
        UnusableValue: if it goes by bank and there is no reference.
    """
    through_gateway = way_back(payment) is not None
    if not through_gateway and not reference:
        raise UnusableValue("reference", "the reference of the transfer that paid it out")
    row = models.Refund.objects.create(
        account_id=payment.account_id,
        payment=payment,
        amount=stored(amount),
        method=GATEWAY if through_gateway else BANK,
        status=AttemptStatus.CREATED if through_gateway else AttemptStatus.SUCCEEDED,
        reference="" if through_gateway else reference,
        reason=reason,
        paid_on=paid_on,
    )
    if not through_gateway:
        _tell(row, amount)
    return row


def _tell(row: models.Refund, amount: Money) -> None:
    emit(
        Topic.REFUND_ISSUED,
        account_id=row.account_id,
        aggregate=row.pk,
        refund_id=row.pk,
        payment_id=row.payment_id,
        **minor_units(amount),
    )


def settle_refund(refund_id: UUID, outcome: Outcome, *, asked: bool = False) -> Refund:
    """
    Write what became of a refund whose outcome was open, `asked` if it is the answer to a question of
    the poller. One that failed gave nothing back: its money is the employer's balance again, or no
    debt any more where its payment was reversed meanwhile, and finance is told.
    """
    with transaction.atomic():
        ids = models.Refund.objects.values_list("account_id", "payment_id")
        account_id, payment_id = ids.get(pk=refund_id)
        account = lock_account(account_id)
        debited = lock_debit(account, payment_id)
        row = models.Refund.objects.select_for_update(no_key=True, of=("self",)).get(pk=refund_id)
        if AttemptStatus(row.status) in IN_FLIGHT:
            _write(row, outcome, asked)
            if row.status == AttemptStatus.SUCCEEDED:
                _tell(row, money(row.amount, account.currency))
            else:
                _alert(row)
            if debited is not None and row.status in REFUND_FAILED:
                undebit(debited, row)
    return refund_value(models.Refund.objects.select_related("account").get(pk=refund_id))


def _write(row: models.Refund, outcome: Outcome, asked: bool) -> None:
    # Not to be heard of is no news of one that the gateway has accepted: it stays pending.
    if not (row.status == AttemptStatus.PENDING and isinstance(outcome, Unknown)):
        row.status = _STATUS[type(outcome)].value
    row.reference = keepable(getattr(outcome, "reference", None) or row.reference, 200)
    said = getattr(outcome, "reason", "") or getattr(outcome, "code", "")
    row.detail = keepable(said, 300)
    row.asked = min(row.asked + asked, 32_767)
    delay = next_ask(AttemptStatus(row.status), row.asked)
    row.next_ask_at = None if delay is None else timezone.now() + delay
    row.save(update_fields=["status", "reference", "detail", "asked", "next_ask_at"])


def _alert(row: models.Refund) -> None:
    raise_alert(
        REFUND_OPEN,
        account_id=row.account_id,
        subject=row.pk,
        text=f"Refund {row.pk} of {row.amount} is {row.status} ({row.detail}). While it is open the "
        "gateway is asked again; close it once you know whether it was paid.",
    )
