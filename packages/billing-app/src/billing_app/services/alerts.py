"""
Tell a person what only a person can decide, and note that it was decided.
"""

from uuid import UUID

from django.utils import timezone

from billing_app import models
from billing_app.data import Alert
from billing_app.errors import AlertNotFound
from billing_app.queries.payments import alert_value
from billing_app.services.once import once_at
from domain_kit.actor import Actor, Role

UNALLOCATED = "unallocated-money"
AMOUNT = "amount-mismatch"
OTHER_GATEWAY = "other-gateway"
SHARED_REFERENCE = "shared-reference"
LOST = "attempt-not-found"
REPEATED = "repeated-reference"
CHARGEBACK = "chargeback"


def raise_alert(kind: str, *, account_id: UUID | None, subject: UUID | None, text: str) -> None:
    """
    Raise an alert, unless one of this kind is open for the subject.
    """
    models.Alert.objects.bulk_create(
        [models.Alert(account_id=account_id, kind=kind, subject=subject, text=text[:500])],
        ignore_conflicts=True,
    )


def warn_of_repeated(payment: models.Payment) -> None:
    """
    Raise an alert if an earlier payment of the account has the same reference: people paste one
    transfer on several invoices.
    """
    same = models.Payment.objects.filter(account=payment.account, reference=payment.reference)
    earlier = same.exclude(pk=payment.pk).values_list("pk", flat=True).first()
    if payment.reference and earlier is not None:
        raise_alert(
            REPEATED,
            account_id=payment.account_id,
            subject=payment.pk,
            text=f"Payment {payment.pk} has the reference {payment.reference!r} of payment "
            f"{earlier}. If it is the same transfer, reverse one of them.",
        )


def resolve_alert(*, actor: Actor, idempotency_key: str, alert_id: UUID) -> Alert:
    """
    Note that an alert was seen to, and by whom. One that is resolved stays as it is.

    Raises:
        AlertNotFound: if the actor can see no such alert.
        NotPermitted: unless finance or operator.
        IdempotencyConflict: if the key was used for something else.
    """
    row = _visible(actor, alert_id)

    def execute() -> UUID:
        actor.require_role(Role.FINANCE, Role.OPERATOR)
        models.Alert.objects.filter(pk=alert_id, resolved_at=None).update(
            resolved_at=timezone.now(), resolved_by=actor.id[:200]
        )
        return alert_id

    once_at(
        row.account.employer_id if row.account else UUID(int=0),
        "resolve_alert",
        actor=actor,
        idempotency_key=idempotency_key,
        request={"alert": str(alert_id)},
        execute=execute,
    )
    return alert_value(_visible(actor, alert_id))


def _visible(actor: Actor, alert_id: UUID) -> models.Alert:
    rows = actor.scope(models.Alert.objects.select_related("account"), "account__employer_id")
    row: models.Alert | None = rows.filter(pk=alert_id).first()
    if row is None:
        actor.require_role(Role.FINANCE, Role.OPERATOR)
        raise AlertNotFound(alert_id)
    return row
