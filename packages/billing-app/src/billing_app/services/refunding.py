"""
Pay money out: write it down, commit it, and only then call the gateway.
"""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Left

from billing_app import conf, models
from billing_app.data import (
    AttemptStatus,
    Capability,
    Declined,
    Outcome,
    Pending,
    Refund,
    RefundRequest,
    Succeeded,
    Unavailable,
    Unknown,
)
from billing_app.errors import UnusableValue
from billing_app.events import Topic
from billing_app.ports import capabilities_of, name_of
from billing_app.queries.credits import refund_value
from billing_app.queries.values import money, stored
from billing_app.rules.attempts import keepable, outcome_of
from billing_app.services.alerts import raise_alert
from billing_app.services.allocating import BANK, GATEWAY, REFERENCE_KEPT
from billing_app.services.locks import lock_account
from billing_app.services.outbox import emit, minor_units
from domain_kit.money import Money

REFUND_OPEN = "refund-open"
_STATUS = {
    Succeeded: AttemptStatus.SUCCEEDED,
    Pending: AttemptStatus.PENDING,
    Declined: AttemptStatus.DECLINED,
    Unavailable: AttemptStatus.UNAVAILABLE,
    Unknown: AttemptStatus.UNKNOWN,
}
_AGAIN = (AttemptStatus.CREATED, AttemptStatus.SENT, AttemptStatus.UNKNOWN)


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
    through_gateway = _can_go_back(payment)
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


def _can_go_back(payment: models.Payment) -> bool:
    gateway = conf.payment_gateway.resolve()
    return (
        payment.method == GATEWAY
        and Capability.REFUND in capabilities_of(gateway)
        and _collected_as(payment, name_of(gateway)) is not None
    )


def _collected_as(payment: models.Payment, gateway: str) -> str | None:
    """
    What a gateway calls the money of a payment that it collected; None if it did not, or if it
    cannot be told: a payment keeps the first 100 characters of that name.
    """
    if not payment.reference:
        return None
    attempts = models.PaymentAttempt.objects.alias(
        kept=Left("gateway_reference", REFERENCE_KEPT)
    ).filter(
        invoice__account_id=payment.account_id,
        gateway=gateway,
        status=AttemptStatus.SUCCEEDED,
        kept=payment.reference,
    )
    found = attempts.values_list("gateway_reference", flat=True)[:2]
    return found[0] if len(found) == 1 else None


def send_refund(refund_id: UUID) -> Refund:
    """
    Ask the gateway, unless it has answered; its key is the refund's id, so that asking again pays
    nothing twice. Outside of every transaction.
    """
    row = models.Refund.objects.select_related("account", "payment").get(pk=refund_id)
    if row.method != GATEWAY or AttemptStatus(row.status) not in _AGAIN:
        return refund_value(row)
    models.Refund.objects.filter(pk=refund_id, status=AttemptStatus.CREATED).update(
        status=AttemptStatus.SENT
    )
    gateway = conf.payment_gateway.resolve()
    request = RefundRequest(
        refund_id=row.pk,
        reference=_collected_as(row.payment, name_of(gateway)) or row.payment.reference,
        amount=money(row.amount, row.account.currency),
        reason=row.reason,
    )
    outcome: Outcome
    try:
        outcome = outcome_of(gateway.refund(request))  # type: ignore[attr-defined]  # its capability
    except Exception as exc:
        outcome = Unknown(reason=f"{type(exc).__name__}: {exc}")
    return settle_refund(refund_id, outcome)


def settle_refund(refund_id: UUID, outcome: Outcome) -> Refund:
    """
    Write what became of a refund whose outcome was open. One that failed gave nothing back: its money
    is the employer's balance again, and finance is told.
    """
    with transaction.atomic():
        account_id = models.Refund.objects.values_list("account_id", flat=True).get(pk=refund_id)
        lock_account(account_id)
        row = models.Refund.objects.select_for_update(no_key=True, of=("self",)).get(pk=refund_id)
        if AttemptStatus(row.status) in (*_AGAIN, AttemptStatus.PENDING):
            row.status = _STATUS[type(outcome)].value
            row.reference = keepable(getattr(outcome, "reference", None) or row.reference, 200)
            said = getattr(outcome, "reason", "") or getattr(outcome, "code", "")
            row.detail = keepable(said, 300)
            row.save(update_fields=["status", "reference", "detail"])
            if row.status == AttemptStatus.SUCCEEDED:
                _tell(row, money(row.amount, row.account.currency))
            else:
                raise_alert(
                    REFUND_OPEN,
                    account_id=account_id,
                    subject=row.pk,
                    text=f"Refund {row.pk} of {row.amount} is {row.status} ({row.detail}). "
                    "Ask again with the same key, or close it once you know whether it was paid.",
                )
    return refund_value(models.Refund.objects.select_related("account").get(pk=refund_id))
