"""
Which carts have employees filled, and with what?
"""

from django.db import models

from domain_kit.identifiers import new_id
from enrolments_app.data.elections import BatchState
from enrolments_app.models.enrolment import Enrolment
from enrolments_app.models.life_event_claim import LifeEventClaim


class ElectionBatch(models.Model):
    """
    A cart of one employee, submitted once and as a whole.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    employer_id = models.UUIDField()
    employee_id = models.CharField(max_length=64)
    window_id = models.UUIDField(null=True, blank=True)
    claim = models.ForeignKey(
        LifeEventClaim, models.PROTECT, null=True, blank=True, related_name="batches"
    )
    state = models.CharField(
        max_length=20, choices=[(state.value, state.value) for state in BatchState]
    )
    agreement_signed = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=200)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "enrolments_app_electionbatch"
        ordering = ["id"]
        indexes = [models.Index(fields=["employer_id", "id"], name="batch_by_employer")]
        constraints = [
            models.CheckConstraint(
                name="batch_by_window_or_claim",
                condition=models.Q(window_id=None) | models.Q(claim=None),
            ),
            models.CheckConstraint(
                name="batch_submitted_with_time",
                condition=models.Q(state=BatchState.DRAFT.value, submitted_at=None)
                | models.Q(state=BatchState.SUBMITTED.value, submitted_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id}: {self.state}"


class ElectionLine(models.Model):
    """
    One choice of a cart, as it was asked for; `dependants` is a list like an enrolment's.
    """

    id = models.BigAutoField(primary_key=True)
    batch = models.ForeignKey(ElectionBatch, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    option_id = models.UUIDField()
    starts_on = models.DateField()
    dependants = models.JSONField(default=list, blank=True)
    cover = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    quote_hash = models.CharField(max_length=64, blank=True)
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, null=True, blank=True, related_name="election_lines"
    )

    class Meta:
        db_table = "enrolments_app_electionline"
        ordering = ["batch_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "position"], name="one_election_line_per_position"
            )
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.option_id}"
