"""
Decide a refund that its gateway will not answer for.
"""

from uuid import UUID

from billing_app import models
from billing_app.data import AttemptStatus, Refund, Succeeded, Unavailable
from billing_app.errors import RefundDecided, RefundNotFound
from billing_app.queries.credits import refund_value, visible_refunds
from billing_app.services.once import once_at
from billing_app.services.refunding import settle_refund
from domain_kit.actor import Actor, Role

_DECIDED = (AttemptStatus.SUCCEEDED, AttemptStatus.DECLINED, AttemptStatus.UNAVAILABLE)


def close_refund(
    *, actor: Actor, idempotency_key: str, refund_id: UUID, paid: bool, reason: str
) -> Refund:
    """
    Note whether a refund whose outcome is open was paid, as somebody found out; if it was not, its
    money is the employer's balance again.

    Raises:
        RefundNotFound: if the actor can see no such refund.
        RefundDecided: if its outcome is known.
        NotPermitted: unless operator.
        IdempotencyConflict: if the key was used for something else.
    """
    row = visible_refunds(actor).filter(pk=refund_id).first()
    if row is None:
        actor.require_role(Role.OPERATOR)
        raise RefundNotFound(refund_id)

    def execute() -> UUID:
        actor.require_role(Role.OPERATOR)
        now = models.Refund.objects.get(pk=refund_id)
        if AttemptStatus(now.status) in _DECIDED:
            raise RefundDecided(refund_id, now.status)
        outcome = Succeeded(reference=now.reference) if paid else Unavailable(reason=reason)
        settle_refund(refund_id, outcome)
        return refund_id

    once_at(
        row.account.employer_id,
        "close_refund",
        actor=actor,
        idempotency_key=idempotency_key,
        request={"refund": str(refund_id), "paid": paid, "reason": reason},
        execute=execute,
    )
    return refund_value(visible_refunds(actor).get(pk=refund_id))
