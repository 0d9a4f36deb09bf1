"""
Which life events were reported, and what has HR said?
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from domain_kit.identifiers import new_id
from enrolments_app.data.life_events import ClaimState

ONE_OPEN_CLAIM_PER_EVENT = "one_open_claim_per_event"


class LifeEventClaim(models.Model):
    """
    A reported event with the terms of its kind on the day of the report; evidence by reference.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    employer_id = models.UUIDField()
    employee_id = models.CharField(max_length=64)
    kind = models.CharField(max_length=60)
    event_on = models.DateField()
    reported_at = models.DateTimeField()
    reported_on = models.DateField()
    reported_by = models.CharField(max_length=200)
    evidence = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    permitted = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    allowed_on = ArrayField(models.DateField())
    state = models.CharField(
        max_length=20, choices=[(state.value, state.value) for state in ClaimState]
    )
    chosen_on = models.DateField(null=True, blank=True)
    usable_until = models.DateField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "enrolments_app_lifeeventclaim"
        ordering = ["id"]
        indexes = [models.Index(fields=["employer_id", "id"], name="claim_by_employer")]
        constraints = [
            models.UniqueConstraint(
                fields=["employer_id", "employee_id", "kind", "event_on"],
                name=ONE_OPEN_CLAIM_PER_EVENT,
                condition=~models.Q(state=ClaimState.REFUSED.value),
            ),
            models.CheckConstraint(
                name="claim_decided_when_not_pending",
                condition=models.Q(state=ClaimState.PENDING.value, decided_at=None)
                | (~models.Q(state=ClaimState.PENDING.value) & models.Q(decided_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id}: {self.kind} of {self.event_on}"
