"""
What does each source owe for each month?
"""

from django.db import models

from billing_app.data import ChargeKind
from billing_app.models.account import BillingAccount
from billing_app.models.invoice import InvoiceLine
from domain_kit.identifiers import new_id


class Charge(models.Model):
    """
    One charge; those of a source and month add up to what its cover of that month costs.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(BillingAccount, models.PROTECT, related_name="charges")
    source_id = models.UUIDField()
    employee_id = models.BigIntegerField()
    month = models.DateField(help_text="The first day of the month charged for.")
    kind = models.CharField(
        max_length=20, choices=[(kind.value, kind.value) for kind in ChargeKind]
    )
    description = models.CharField(max_length=300)
    amount = models.DecimalField(max_digits=14, decimal_places=3)
    dedupe_key = models.CharField(max_length=120, unique=True)
    line = models.ForeignKey(
        InvoiceLine, models.PROTECT, null=True, blank=True, related_name="charges"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "billing_app_charge"
        indexes = [models.Index(fields=["source_id", "month"], name="charge_by_source")]

    def __str__(self) -> str:
        return f"{self.description} {self.month:%Y-%m}"
