"""
Who has what, from when to when, and why?
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models.functions import Now

from domain_kit.identifiers import new_id
from enrolments_app.data import EnrolmentStatus, Source

NO_COVER = (EnrolmentStatus.CANCELLED, EnrolmentStatus.WAIVED)
"""In these statuses the days of `coverage` were decided once, and cover nobody."""

ONE_PER_DAY = "one_cover_per_benefit_and_day"

COUNTS = ~models.Q(status__in=[status.value for status in NO_COVER]) & models.Q(reversed=False)
"""The rows whose days are cover; an empty range covers none in any case."""


class Enrolment(models.Model):
    """
    One employee's cover by one option at one price, as quoted when it was decided (C-11).

    `coverage` is half-open. No day is covered twice by one benefit: the exclusion constraint decides
    that (docs/adr/0017). `employee_id` is the HR system's own, as text.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    employer_id = models.UUIDField()
    employee_id = models.CharField(max_length=64, db_column="employee_ref")
    benefit_id = models.UUIDField()
    plan_id = models.UUIDField()
    option_id = models.UUIDField()
    plan_year_id = models.UUIDField(null=True)
    label = models.CharField(max_length=200)
    tier = models.CharField(max_length=40, blank=True, db_default="")
    coverage = DateRangeField()
    status = models.CharField(
        max_length=20, choices=[(status.value, status.value) for status in EnrolmentStatus]
    )
    reversed = models.BooleanField(db_default=False)
    monthly_price = models.DecimalField(max_digits=12, decimal_places=3)
    employer_part = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    employee_part = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    currency = models.CharField(max_length=3)
    funding = models.CharField(max_length=40, blank=True, db_default="")
    cover = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    source = models.CharField(
        max_length=20,
        choices=[(source.value, source.value) for source in Source],
        db_default=Source.ADMIN.value,
    )
    source_id = models.UUIDField(null=True)
    predecessor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, db_index=False, related_name="successors"
    )
    quote = models.JSONField(null=True)
    quote_hash = models.CharField(max_length=64, blank=True, db_default="")
    reason = models.CharField(max_length=200, blank=True, db_default="")
    end_cause = models.CharField(max_length=20, blank=True, db_default="")
    decided_at = models.DateTimeField(null=True)
    version = models.IntegerField(db_default=1)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "enrolments_app_enrolment"
        ordering = ["employee_id", "coverage", "id"]
        indexes = [
            models.Index(fields=["employee_id", "benefit_id"], name="enrolment_by_person"),
            models.Index(
                fields=["employer_id", "employee_id", "coverage", "id"],
                name="enrolment_by_employer",
            ),
            models.Index(
                "employer_id",
                models.Func("coverage", function="upper", output_field=models.DateField()),
                name="enrolment_by_employer_and_end",
            ),
            models.Index(
                fields=["predecessor"],
                condition=models.Q(predecessor__isnull=False),
                name="enrolment_by_predecessor",
            ),
        ]
        constraints = [
            ExclusionConstraint(
                name=ONE_PER_DAY,
                expressions=[
                    ("employee_id", RangeOperators.EQUAL),
                    ("benefit_id", RangeOperators.EQUAL),
                    ("coverage", RangeOperators.OVERLAPS),
                ],
                condition=COUNTS,
            )
        ]

    def __str__(self) -> str:
        return f"{self.employee_id}: {self.label}, {self.coverage}"
