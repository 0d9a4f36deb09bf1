"""
What happened to enrolments, in order?
"""

import uuid

from django.db import models

from enrolments_app.data import ChangeKind
from enrolments_app.models.enrolment import Enrolment


class EnrolmentChange(models.Model):
    """
    The append-only change log; its primary key is the cursor of `changes_since`.
    """

    id = models.BigAutoField(primary_key=True)
    event_id = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="changes")
    employer_id = models.UUIDField()
    kind = models.CharField(
        max_length=20, choices=[(kind.value, kind.value) for kind in ChangeKind]
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    covered = models.BooleanField()
    previous_ends_on = models.DateField(null=True)
    previously_covered = models.BooleanField()
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()
    actor = models.CharField(max_length=200)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "enrolments_app_enrolmentchange"
        indexes = [models.Index(fields=["employer_id", "id"], name="change_by_employer")]

    def __str__(self) -> str:
        return f"{self.kind} {self.enrolment_id}"
