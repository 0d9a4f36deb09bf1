"""
What did the gateways tell us, and what became of it?
"""

from django.db import models
from django.db.models.functions import Now

from billing_app.events import InboxState
from domain_kit.identifiers import new_id

ONE_EVENT = "one_webhook_per_gateway_event"


class WebhookInbox(models.Model):
    """
    One webhook as it came, verified: kept before anything is done about it. `event` is what it says,
    null if that could not be read; `tries` counts how often it was looked at.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    gateway = models.CharField(max_length=100)
    event_id = models.CharField(max_length=200)
    body = models.BinaryField()
    headers = models.JSONField()
    event = models.JSONField(null=True, blank=True)
    state = models.CharField(
        max_length=12,
        choices=[(state.value, state.value) for state in InboxState],
        default=InboxState.RECEIVED.value,
    )
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True, db_default=Now())
    detail = models.CharField(max_length=300, blank=True, default="")
    received_at = models.DateTimeField(db_default=Now())
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "billing_app_webhook_inbox"
        constraints = [models.UniqueConstraint(fields=["gateway", "event_id"], name=ONE_EVENT)]
        indexes = [
            models.Index(
                fields=["next_at", "id"],
                condition=models.Q(state__in=["received", "parked"]),
                name="billing_webhook_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.gateway} {self.event_id}"
