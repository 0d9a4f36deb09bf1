"""
How far has a billing run come?
"""

from django.db import models
from django.db.models.functions import Now

from billing_app.data import RunStatus
from billing_app.models.account import BillingAccount
from billing_app.models.invoice import Invoice
from domain_kit.identifiers import new_id


class BillingRun(models.Model):
    """
    One run of an account for the months up to `month`. `cursor` is the last employee whose covers
    are charged, written in the transaction that charged them; `problem` says what parked or failed it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(BillingAccount, models.PROTECT, related_name="runs")
    month = models.DateField(help_text="The first day of the last month charged for.")
    issued_on = models.DateField()
    status = models.CharField(
        max_length=10,
        choices=[(status.value, status.value) for status in RunStatus],
        db_default=RunStatus.RUNNING.value,
    )
    cursor = models.CharField(max_length=64, blank=True, db_default="")
    sources = models.PositiveIntegerField(db_default=0)
    charged = models.PositiveIntegerField(db_default=0)
    problem = models.TextField(blank=True, db_default="")
    invoice = models.ForeignKey(Invoice, models.PROTECT, null=True, blank=True, related_name="runs")
    started_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "billing_app_run"

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.status}"
