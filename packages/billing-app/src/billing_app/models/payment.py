"""
What was paid, and what was tried?
"""

from django.db import models
from django.db.models.functions import Now

from billing_app.data import IN_FLIGHT, AttemptStatus
from billing_app.models.account import BillingAccount
from billing_app.models.invoice import Invoice
from billing_app.models.minor import minor_field, minor_is_amount
from domain_kit.identifiers import new_id

ONE_IN_FLIGHT = "one_attempt_in_flight_per_invoice"
ONE_REFERENCE = "one_attempt_per_gateway_reference"


class Payment(models.Model):
    """
    Money received, in the account's currency; what of it belongs to which invoice, its allocations
    say. `debit_invoice` asks for what of it had been paid out before it was reversed. From its first
    moment the database lets nobody change its money and where it came from.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(BillingAccount, models.PROTECT, related_name="payments")
    amount = models.DecimalField(max_digits=14, decimal_places=3)
    amount_minor = minor_field()
    received_on = models.DateField()
    reference = models.CharField(max_length=100, blank=True)
    method = models.CharField(max_length=20, db_default="bank")
    reversed_at = models.DateTimeField(null=True, blank=True)
    debit_invoice = models.ForeignKey(
        Invoice, models.PROTECT, null=True, blank=True, related_name="debits"
    )

    class Meta:
        db_table = "billing_app_payment"
        constraints = [minor_is_amount("payment")]

    def __str__(self) -> str:
        return f"{self.amount} on {self.received_on}"


class PaymentAllocation(models.Model):
    """
    What of a payment belongs to an invoice, unless it was taken back at `reversed_at`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    payment = models.ForeignKey(Payment, models.PROTECT, related_name="allocations")
    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="allocations")
    amount = models.DecimalField(max_digits=14, decimal_places=3)
    amount_minor = minor_field()
    allocated_at = models.DateTimeField(db_default=Now())
    reversed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "billing_app_payment_allocation"
        constraints = [minor_is_amount("allocation")]

    def __str__(self) -> str:
        return f"{self.amount} of {self.payment_id}"


class PaymentAttempt(models.Model):
    """
    One try to collect an invoice; at most one may be in flight, and a gateway's reference belongs
    to one. `idempotency_key` is the command's; attempts from before 2.3.0 have none. `number` counts
    an invoice's attempts from 1; `next_ask_at` is when the gateway is asked again, `asked` how often
    it was, `received` what it says it collected, if it says so; `unheard_at` is when it said that it
    never heard of the attempt.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="attempts")
    status = models.CharField(
        max_length=20,
        choices=[(status.value, status.value) for status in AttemptStatus],
        default=AttemptStatus.CREATED.value,
    )
    amount = models.DecimalField(max_digits=14, decimal_places=3)
    gateway = models.CharField(max_length=100)
    gateway_reference = models.CharField(max_length=200, null=True, blank=True)  # noqa: DJ001 - unknown until answered
    detail = models.CharField(max_length=300, blank=True, default="")
    idempotency_key = models.CharField(max_length=200, null=True, blank=True)  # noqa: DJ001 - see above
    number = models.SmallIntegerField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    next_ask_at = models.DateTimeField(null=True, blank=True)
    asked = models.SmallIntegerField(db_default=0)
    received = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    unheard_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "billing_app_paymentattempt"
        constraints = [
            models.UniqueConstraint(fields=["gateway", "gateway_reference"], name=ONE_REFERENCE),
            models.UniqueConstraint(
                fields=["invoice"],
                condition=models.Q(status__in=[status.value for status in IN_FLIGHT]),
                name=ONE_IN_FLIGHT,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.status} {self.gateway}"


class RepairedAttempt(models.Model):
    """
    An attempt whose reference another one keeps, moved here by 2.3.1; for finance to look at.
    """

    id = models.BigAutoField(primary_key=True)
    attempt = models.OneToOneField(PaymentAttempt, models.PROTECT, related_name="repair")
    kept = models.ForeignKey(PaymentAttempt, models.PROTECT, related_name="kept_for")
    gateway_reference = models.CharField(max_length=200)
    repaired_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "billing_app_repairedattempt"

    def __str__(self) -> str:
        return f"{self.gateway_reference}: {self.attempt_id}"
