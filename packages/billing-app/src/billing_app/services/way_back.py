"""
What does the gateway that is configured call the money of a payment, so that it can go back the way
it came?
"""

from django.db.models.functions import Left

from billing_app import conf, models
from billing_app.data import AttemptStatus, Capability
from billing_app.ports import capabilities_of, name_of
from billing_app.services.allocating import GATEWAY, REFERENCE_KEPT


def way_back(payment: models.Payment) -> str | None:
    """
    The gateway's reference of what it collected; None if it did not collect this payment or gives
    nothing back, or if it cannot be told: a payment keeps the first 100 characters of the reference.
    """
    gateway = conf.payment_gateway.resolve()
    if (
        payment.method != GATEWAY
        or not payment.reference
        or Capability.REFUND not in capabilities_of(gateway)
    ):
        return None
    attempts = models.PaymentAttempt.objects.alias(
        kept=Left("gateway_reference", REFERENCE_KEPT)
    ).filter(
        invoice__account_id=payment.account_id,
        gateway=name_of(gateway),
        status=AttemptStatus.SUCCEEDED,
        kept=payment.reference,
    )
    found = attempts.values_list("gateway_reference", flat=True)[:2]
    return found[0] if len(found) == 1 else None
