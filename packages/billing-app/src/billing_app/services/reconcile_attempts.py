"""
Ask the gateway what became of attempts nobody knows the outcome of.
"""

import datetime as dt
from uuid import UUID

from billing_app import conf, models
from billing_app.data import AttemptStatus, PaymentAttempt, Unknown
from billing_app.queries.values import attempt_value
from billing_app.services.record_outcome import record_outcome
from domain_kit.actor import Actor, Role

_ASKED = (AttemptStatus.SENT, AttemptStatus.PENDING, AttemptStatus.UNKNOWN)


def reconcile_attempts(
    *, actor: Actor, employer_id: UUID, received_on: dt.date
) -> tuple[PaymentAttempt, ...]:
    """
    Fetch the outcome of every attempt in flight that was sent (C-36); safe to repeat.

    Raises:
        NotPermitted: unless finance or operator of the employer.
    """
    actor.require_role(Role.FINANCE, Role.OPERATOR)
    actor.require_employer(employer_id)
    rows = models.PaymentAttempt.objects.select_related("invoice__account").filter(
        invoice__account__employer_id=employer_id, status__in=_ASKED
    )
    asked = list(rows.order_by("created_at", "id"))
    gateway = conf.payment_gateway.resolve()
    for row in asked:
        # Without a reference the gateway knows the attempt by our key, which is its id.
        try:
            outcome = gateway.fetch(row.gateway_reference or str(row.id))
        except Exception as exc:  # one silent answer must not keep the others waiting
            outcome = Unknown(reason=f"{type(exc).__name__}: {exc}")
        record_outcome(row.id, outcome, received_on=received_on)
    again = models.PaymentAttempt.objects.select_related("invoice__account")
    return tuple(attempt_value(again.get(pk=row.id)) for row in asked)
