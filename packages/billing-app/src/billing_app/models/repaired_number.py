"""
Which printed numbers did an upgrade replace?
"""

from django.db import models
from django.db.models.functions import Now

from billing_app.models.invoice import Invoice


class RepairedNumber(models.Model):
    """
    An invoice that had no number, 0, or one that another invoice has as well, and got its own in
    3.0.0; for finance to tell the customer. A draft that had a number lost it.
    """

    id = models.BigAutoField(primary_key=True)
    invoice = models.OneToOneField(Invoice, models.PROTECT, related_name="repaired_number")
    before = models.CharField(max_length=30, null=True)  # noqa: DJ001 - it had none
    after = models.CharField(max_length=30, null=True)  # noqa: DJ001 - a draft has none
    repaired_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "billing_app_repaired_number"

    def __str__(self) -> str:
        return f"{self.before} -> {self.after}"
