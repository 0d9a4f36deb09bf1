"""
How far is each run over many people, and up to which day is the business of an employer done?
"""

from django.db import models
from django.db.models.functions import Now

from domain_kit.identifiers import new_id
from enrolments_app.data.runs import RunKind

ONE_RUN = "one_run_per_kind_employer_and_day"


class Run(models.Model):
    """
    The progress of a run: each chunk commits with this row, and whoever runs it again goes on.

    `place` is where the next chunk starts, in the words of the run (the last id or row it did).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in RunKind])
    employer_id = models.UUIDField()
    key_on = models.DateField()
    subject = models.CharField(max_length=100, blank=True, db_default="")
    started_by = models.CharField(max_length=200)
    started_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True, blank=True)
    times = models.IntegerField(db_default=1)
    place = models.CharField(max_length=100, blank=True, db_default="")
    done = models.IntegerField(db_default=0)
    made = models.IntegerField(db_default=0)
    ended = models.IntegerField(db_default=0)
    skipped = models.IntegerField(db_default=0)

    class Meta:
        db_table = "enrolments_app_run"
        ordering = ["employer_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["employer_id", "kind", "key_on", "subject"], name=ONE_RUN
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key_on}"


class RunNote(models.Model):
    """
    Somebody, or some row, that a run passed over, and why.
    """

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(Run, models.CASCADE, related_name="notes")
    employee_id = models.CharField(max_length=64, blank=True)
    enrolment_id = models.UUIDField(null=True, blank=True)
    reason = models.CharField(max_length=40)
    detail = models.CharField(max_length=1000, blank=True)
    row = models.IntegerField(null=True, blank=True)
    field = models.CharField(max_length=100, blank=True)
    value = models.CharField(max_length=400, blank=True)

    class Meta:
        db_table = "enrolments_app_run_note"
        ordering = ["id"]
        indexes = [models.Index(fields=["run", "reason", "id"], name="run_note_by_reason")]

    def __str__(self) -> str:
        return f"{self.reason} {self.employee_id}"


class BusinessDate(models.Model):
    """
    The last day whose business is done, for each employer (C-23); it only moves forward.
    """

    employer_id = models.UUIDField(primary_key=True)
    day = models.DateField()
    moved_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "enrolments_app_business_date"

    def __str__(self) -> str:
        return f"{self.employer_id}: {self.day}"
