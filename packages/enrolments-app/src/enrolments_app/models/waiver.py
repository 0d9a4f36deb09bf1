"""
Which benefits have employees said no to?
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models.functions import Now

from domain_kit.identifiers import new_id
from enrolments_app.data.waivers import WaiverReason

ONE_WAIVER_PER_BENEFIT_AND_DAY = "one_waiver_per_benefit_and_day"
COVER_EXCLUDES_WAIVER = "cover_excludes_waiver"
"""Named by the triggers on waivers and on enrolments: no day is both covered and waived."""


class Waiver(models.Model):
    """
    A decision against a benefit; `days` is half-open. `plan_year_id` is empty in waivers that
    older releases kept among the enrolments; a withdrawn one blocks nothing.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    employer_id = models.UUIDField()
    employee_id = models.CharField(max_length=64)
    benefit_id = models.UUIDField()
    plan_year_id = models.UUIDField(null=True, blank=True)
    reason_code = models.CharField(
        max_length=40, choices=[(reason.value, reason.value) for reason in WaiverReason]
    )
    days = DateRangeField()
    recorded_at = models.DateTimeField(db_default=Now())
    recorded_by = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "enrolments_app_waiver"
        ordering = ["employee_id", "id"]
        indexes = [models.Index(fields=["employer_id", "id"], name="waiver_by_employer")]
        constraints = [
            models.CheckConstraint(name="waiver_has_days", condition=models.Q(days__isempty=False)),
            ExclusionConstraint(
                name=ONE_WAIVER_PER_BENEFIT_AND_DAY,
                expressions=[
                    ("employee_id", RangeOperators.EQUAL),
                    ("benefit_id", RangeOperators.EQUAL),
                    ("days", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(withdrawn_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id}: {self.benefit_id}, {self.days}"
