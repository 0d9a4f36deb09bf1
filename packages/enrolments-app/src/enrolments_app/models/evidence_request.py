"""
Which members want more cover than is guaranteed, and what did the insurer answer?
"""

from django.db import models

from domain_kit.identifiers import new_id
from enrolments_app.data.evidence import EvidenceState
from enrolments_app.models.enrolment import Enrolment

ONE_PENDING_REQUEST_PER_MEMBER = "one_pending_request_per_member"


class EvidenceRequest(models.Model):
    """
    One member's request; `enrolment` is the cover it was asked with, and its successors go on with
    it. Medical evidence itself is never stored.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    employer_id = models.UUIDField()
    employee_id = models.CharField(max_length=64)
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="evidence_requests")
    member_key = models.CharField(max_length=100, blank=True)
    requested = models.DecimalField(max_digits=16, decimal_places=4)
    guaranteed = models.DecimalField(max_digits=16, decimal_places=4)
    currency = models.CharField(max_length=3)
    state = models.CharField(
        max_length=20, choices=[(state.value, state.value) for state in EvidenceState]
    )
    requested_at = models.DateTimeField()
    effective_on = models.DateField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "enrolments_app_evidencerequest"
        ordering = ["id"]
        indexes = [models.Index(fields=["employer_id", "id"], name="evidence_by_employer")]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "member_key"],
                name=ONE_PENDING_REQUEST_PER_MEMBER,
                condition=models.Q(state=EvidenceState.PENDING.value),
            ),
            models.CheckConstraint(
                name="evidence_decided_when_not_pending",
                condition=models.Q(state=EvidenceState.PENDING.value, decided_at=None)
                | (
                    ~models.Q(state=EvidenceState.PENDING.value)
                    & models.Q(decided_at__isnull=False)
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.member_key}: {self.state}"
