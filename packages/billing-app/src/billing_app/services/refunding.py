"""
Pay money out: write it down, commit it, and only then call the gateway.
"""

import datetime as dt
from uuid import UUID

from django.db import transaction

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
from billing_app.ports import capabilities_of, name_of
from billing_app.queries.credits import refund_value
from billing_app.queries.values import money, stored
from billing_app.rules.attempts import keepable, outcome_of
from billing_app.services.alerts import OTHER_GATEWAY, raise_alert
from billing_app.services.allocating import BANK, GATEWAY
from billing_app.services.locks import lock_account
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
    return models.Refund.objects.create(
        account_id=payment.account_id,
        payment=payment,
        amount=stored(amount),
        method=GATEWAY if through_gateway else BANK,
        status=AttemptStatus.CREATED if through_gateway else AttemptStatus.SUCCEEDED,
        reference="" if through_gateway else reference,
        reason=reason,
        paid_on=paid_on,
    )


def _can_go_back(payment: models.Payment) -> bool:
    if payment.method != GATEWAY or not payment.reference:
        return False
    gateway = conf.payment_gateway.resolve()
    if Capability.REFUND not in capabilities_of(gateway):
        return False
    attempts = models.PaymentAttempt.objects.filter(
        invoice__account_id=payment.account_id,
        gateway=name_of(gateway),
        gateway_reference=payment.reference,
    )
    return attempts.exists()


def send_refund(refund_id: UUID) -> Refund:
    """
    Ask the gateway, unless it has answered; its key is the refund's id, so that asking again pays
    nothing twice. Outside of every transaction. If another gateway than the one that collected is
    configured by now, it is not asked, and finance is told.
    """
    row = models.Refund.objects.select_related("account", "payment").get(pk=refund_id)
    if row.method != GATEWAY or AttemptStatus(row.status) not in _AGAIN:
        return refund_value(row)
    if not _can_go_back(row.payment):
        _refuse(row)
        return refund_value(row)
    models.Refund.objects.filter(pk=refund_id, status=AttemptStatus.CREATED).update(
        status=AttemptStatus.SENT
    )
    request = RefundRequest(
        refund_id=row.pk,
        reference=row.payment.reference,
        amount=money(row.amount, row.account.currency),
        reason=row.reason,
    )
    gateway = conf.payment_gateway.resolve()
    outcome: Outcome
    try:
        outcome = outcome_of(gateway.refund(request))  # type: ignore[attr-defined]  # its capability
    except Exception as exc:
        outcome = Unknown(reason=f"{type(exc).__name__}: {exc}")
    return settle_refund(refund_id, outcome)


def _refuse(row: models.Refund) -> None:
    configured = name_of(conf.payment_gateway.resolve())
    raise_alert(
        OTHER_GATEWAY,
        account_id=row.account_id,
        subject=row.pk,
        text=f"Refund {row.pk} of {row.amount} is {row.status}, and {configured}, which is the "
        f"gateway now, did not collect {row.payment.reference}: it was not asked. Look the refund "
        "up where the money was collected, and end it with close_refund().",
    )


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
            if row.status != AttemptStatus.SUCCEEDED:
                raise_alert(
                    REFUND_OPEN,
                    account_id=account_id,
                    subject=row.pk,
                    text=f"Refund {row.pk} of {row.amount} is {row.status} ({row.detail}). "
                    "Ask again with the same key, or close it once you know whether it was paid.",
                )
    return refund_value(models.Refund.objects.select_related("account").get(pk=refund_id))
