"""
What happened here that others want to know, and who was told?
"""

from django.db import models
from django.db.models.functions import Now

from billing_app.events import DeliveryState
from billing_app.models.account import BillingAccount
from domain_kit.identifiers import new_id

ONE_SEQUENCE = "one_outbox_event_per_sequence"


class OutboxEvent(models.Model):
    """
    One event, written in the transaction of what it tells of. `sequence` counts those of its
    aggregate from 1; `published_at` is when its deliveries were written (C-40).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(BillingAccount, models.PROTECT, related_name="events")
    topic = models.CharField(max_length=40)
    aggregate = models.UUIDField()
    sequence = models.BigIntegerField()
    payload = models.JSONField()
    created_at = models.DateTimeField(db_default=Now())
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "billing_app_outbox"
        constraints = [
            models.UniqueConstraint(fields=["aggregate", "sequence"], name=ONE_SEQUENCE),
        ]
        indexes = [
            models.Index(
                fields=["id"],
                condition=models.Q(published_at__isnull=True),
                name="billing_outbox_unpublished",
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.aggregate} {self.sequence}"


class WebhookEndpoint(models.Model):
    """
    Where events are sent to; an employer's, or everybody's if it names none. For a while after a
    rotation both secrets sign. `paused_until` is what its last Retry-After asked for.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    employer_id = models.UUIDField(null=True, blank=True)
    url = models.CharField(max_length=500)
    topics = models.JSONField(default=list)
    secret = models.CharField(max_length=100)
    former_secret = models.CharField(max_length=100, blank=True, default="")
    former_until = models.DateTimeField(null=True, blank=True)
    paused_until = models.DateTimeField(null=True, blank=True)
    disabled_at = models.DateTimeField(null=True, blank=True)
    disabled_reason = models.CharField(max_length=200, blank=True, default="")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "billing_app_endpoint"

    def __str__(self) -> str:
        return self.url


class WebhookDelivery(models.Model):
    """
    One event on its way to one endpoint. `lease` says which relay is calling at this moment, until
    `leased_until`; one that died is not waited for longer.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    endpoint = models.ForeignKey(WebhookEndpoint, models.PROTECT, related_name="deliveries")
    event = models.ForeignKey(OutboxEvent, models.PROTECT, related_name="deliveries")
    aggregate = models.UUIDField()
    sequence = models.BigIntegerField()
    state = models.CharField(
        max_length=10,
        choices=[(state.value, state.value) for state in DeliveryState],
        default=DeliveryState.WAITING.value,
    )
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(db_default=Now())
    lease = models.UUIDField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    detail = models.CharField(max_length=200, blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "billing_app_delivery"
        constraints = [
            models.UniqueConstraint(
                fields=["endpoint", "event"], name="one_delivery_per_endpoint_and_event"
            )
        ]
        indexes = [
            models.Index(
                fields=["endpoint", "aggregate", "sequence"],
                condition=models.Q(state="waiting"),
                name="billing_delivery_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.event_id} to {self.endpoint_id}"
