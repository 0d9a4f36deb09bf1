"""
Ask a gateway to pay money back, or what became of it. What it says is written by `refunding`.
"""

from uuid import UUID

from django.utils import timezone

from billing_app import conf, models
from billing_app.data import (
    IN_FLIGHT,
    AttemptStatus,
    NotFound,
    Outcome,
    Refund,
    RefundRequest,
    Unavailable,
    Unknown,
)
from billing_app.ports import name_of
from billing_app.queries.credits import refund_value
from billing_app.queries.values import money
from billing_app.rules.attempts import KEY_LIVES, heard, outcome_of
from billing_app.services.alerts import OTHER_GATEWAY, raise_alert
from billing_app.services.allocating import GATEWAY
from billing_app.services.refunding import settle_refund
from billing_app.services.way_back import way_back

_AGAIN = (AttemptStatus.CREATED, AttemptStatus.SENT, AttemptStatus.UNKNOWN)


def send_refund(refund_id: UUID) -> Refund:
    """
    Ask the gateway, unless it has answered; its key is the refund's id, so that asking again pays
    nothing twice. Outside of every transaction. If another gateway than the one that collected is
    configured by now, it is not asked, and finance is told.
    """
    row = models.Refund.objects.select_related("account", "payment").get(pk=refund_id)
    if row.method != GATEWAY or AttemptStatus(row.status) not in _AGAIN:
        return refund_value(row)
    collected = way_back(row.payment)
    if collected is None:
        _leave(row)
        return refund_value(row)
    answer = _asked(row, collected) if key_may_be_forgotten(row) else _given(row, collected)
    return refund_value(row) if answer is None else settle_refund(refund_id, answer)


def ask_about_refund(refund_id: UUID) -> Refund:
    """
    Find out what became of a refund whose outcome is open: from a gateway that can say so, or else by
    asking for it again under its key, while the gateway is sure to know the key (C-34). What neither
    can tell raises an alert. Outside of every transaction.
    """
    row = models.Refund.objects.select_related("account", "payment").get(pk=refund_id)
    if row.method != GATEWAY or AttemptStatus(row.status) not in IN_FLIGHT:
        return refund_value(row)
    collected = way_back(row.payment)
    answer: Outcome | None = None
    if collected is not None:
        created = row.status == AttemptStatus.CREATED
        answer = _given(row, collected) if created else _asked(row, collected)
    if answer is None:
        gateway = name_of(conf.payment_gateway.resolve())
        answer = Unknown(reason=f"{gateway} cannot say what became of it")
    return settle_refund(refund_id, answer, asked=True)


def key_may_be_forgotten(row: models.Refund) -> bool:
    """
    Whether the gateway may take a second request for another one: it was sent too long ago.
    """
    long_ago = timezone.now() - row.requested_at >= KEY_LIVES
    return long_ago and row.status != AttemptStatus.CREATED


def _asked(row: models.Refund, collected: str) -> Outcome | None:
    gateway = conf.payment_gateway.resolve()
    forgotten = key_may_be_forgotten(row)
    if callable(getattr(gateway, "fetch_refund", None)):
        try:
            # Without a reference the gateway knows the refund by our key, which is its id.
            known = heard(gateway.fetch_refund(row.reference or str(row.pk)))
        except Exception as exc:
            return Unknown(reason=f"{type(exc).__name__}: {exc}")
        if not isinstance(known, NotFound):
            return known
        if row.status == AttemptStatus.PENDING or row.reference:
            return Unknown(reason=f"the gateway does not know it any more ({known.reason})")
        if forgotten:
            return Unavailable(reason=known.reason or "the gateway never heard of it")
    if forgotten or row.status == AttemptStatus.PENDING:
        return None
    return _given(row, collected)


def _given(row: models.Refund, collected: str) -> Outcome:
    models.Refund.objects.filter(pk=row.pk, status=AttemptStatus.CREATED).update(
        status=AttemptStatus.SENT
    )
    gateway = conf.payment_gateway.resolve()
    request = RefundRequest(
        refund_id=row.pk,
        reference=collected,
        amount=money(row.amount, row.account.currency),
        reason=row.reason,
    )
    try:
        return outcome_of(gateway.refund(request))  # type: ignore[attr-defined]  # its capability
    except Exception as exc:
        return Unknown(reason=f"{type(exc).__name__}: {exc}")


def _leave(row: models.Refund) -> None:
    configured = name_of(conf.payment_gateway.resolve())
    raise_alert(
        OTHER_GATEWAY,
        account_id=row.account_id,
        subject=row.pk,
        text=f"Refund {row.pk} of {row.amount} is {row.status}, and {configured}, which is the "
        f"gateway now, did not collect {row.payment.reference}: it was not asked. Look the refund "
        "up where the money was collected, and end it with close_refund().",
    )
