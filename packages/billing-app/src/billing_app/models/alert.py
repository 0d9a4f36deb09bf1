"""
What must somebody look at?
"""

from django.db import models
from django.db.models.functions import Now

from billing_app.models.account import BillingAccount
from domain_kit.identifiers import new_id

ONE_OPEN_ALERT = "one_open_alert_per_subject"


class Alert(models.Model):
    """
    Something that only a person can decide, until it is resolved; `subject` is the row it is about.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(
        BillingAccount, models.PROTECT, null=True, blank=True, related_name="alerts"
    )
    kind = models.CharField(max_length=40)
    subject = models.UUIDField(null=True, blank=True)
    text = models.CharField(max_length=500)
    raised_at = models.DateTimeField(db_default=Now())
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.CharField(max_length=200, blank=True, db_default="")

    class Meta:
        db_table = "billing_app_alert"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject"],
                condition=models.Q(resolved_at__isnull=True),
                name=ONE_OPEN_ALERT,
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.text}"
