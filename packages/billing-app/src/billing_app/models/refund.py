"""
What was paid out to an employer?
"""

from django.db import models
from django.db.models.functions import Now

from billing_app.data import IN_FLIGHT, AttemptStatus
from billing_app.models.account import BillingAccount
from billing_app.models.minor import minor_field, minor_is_amount
from billing_app.models.payment import Payment
from domain_kit.identifiers import new_id


class Refund(models.Model):
    """
    Money of a payment that goes back to where it came from: through the gateway that collected it,
    or by bank with the transfer's reference. Its id is the gateway's idempotency key. `next_ask_at`
    is when the gateway is asked again while its outcome is open, `asked` how often it was.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(BillingAccount, models.PROTECT, related_name="refunds")
    payment = models.ForeignKey(Payment, models.PROTECT, related_name="refunds")
    amount = models.DecimalField(max_digits=14, decimal_places=3)
    amount_minor = minor_field()
    method = models.CharField(max_length=20)
    status = models.CharField(
        max_length=20, choices=[(status.value, status.value) for status in AttemptStatus]
    )
    reference = models.CharField(max_length=200, blank=True, default="")
    reason = models.CharField(max_length=200)
    detail = models.CharField(max_length=300, blank=True, default="")
    paid_on = models.DateField()
    requested_at = models.DateTimeField(db_default=Now())
    next_ask_at = models.DateTimeField(null=True, blank=True)
    asked = models.SmallIntegerField(db_default=0)

    class Meta:
        db_table = "billing_app_refund"
        indexes = [
            models.Index(
                fields=["next_ask_at"],
                condition=models.Q(status__in=[status.value for status in IN_FLIGHT]),
                name="refund_open",
            )
        ]
        constraints = [
            models.CheckConstraint(name="refund_is_positive", condition=models.Q(amount__gt=0)),
            minor_is_amount("refund"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} of {self.payment_id}"
