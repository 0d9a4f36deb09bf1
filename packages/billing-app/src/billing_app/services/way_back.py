"""
Which gateway has the money of a payment, so that it can go back the way it came?
"""

from django.db.models.functions import Left

from billing_app import conf, models
from billing_app.data import AttemptStatus, Capability
from billing_app.ports import capabilities_of, name_of
from billing_app.services.allocating import GATEWAY, REFERENCE_KEPT


def can_go_back(payment: models.Payment) -> bool:
    """
    Whether the configured gateway collected this payment, and gives money back.
    """
    gateway = conf.payment_gateway.resolve()
    return (
        payment.method == GATEWAY
        and Capability.REFUND in capabilities_of(gateway)
        and collected_as(payment, name_of(gateway)) is not None
    )


def collected_as(payment: models.Payment, gateway: str) -> str | None:
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
