"""
Whom has an employee named as family, and for which days?
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models.functions import Now

from domain_kit.identifiers import new_id
from enrolments_app.data.dependants import PARTNERS

ONE_PARTNER_A_DAY = "one_partner_a_day"
ONE_DEPENDANT_PER_KEY_AND_DAY = "one_dependant_per_key_and_day"


class Dependant(models.Model):
    """
    Somebody an employee may cover; `days` is half-open, and never empty.

    The database sees to it that a key is one person on any day, and that nobody has two partners.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    employer_id = models.UUIDField()
    employee_id = models.CharField(max_length=64)
    key = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    relationship = models.CharField(max_length=40)
    born_on = models.DateField(null=True, blank=True)
    disabled = models.BooleanField(default=False)
    days = DateRangeField()
    end_reason = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(db_default=Now())
    recorded_by = models.CharField(max_length=200)

    class Meta:
        db_table = "enrolments_app_dependant"
        ordering = ["employee_id", "id"]
        indexes = [models.Index(fields=["employer_id", "id"], name="dependant_by_employer")]
        constraints = [
            models.CheckConstraint(
                name="dependant_has_days", condition=models.Q(days__isempty=False)
            ),
            ExclusionConstraint(
                name=ONE_DEPENDANT_PER_KEY_AND_DAY,
                expressions=[
                    ("employer_id", RangeOperators.EQUAL),
                    ("employee_id", RangeOperators.EQUAL),
                    ("key", RangeOperators.EQUAL),
                    ("days", RangeOperators.OVERLAPS),
                ],
            ),
            ExclusionConstraint(
                name=ONE_PARTNER_A_DAY,
                expressions=[
                    ("employer_id", RangeOperators.EQUAL),
                    ("employee_id", RangeOperators.EQUAL),
                    ("days", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(relationship__in=sorted(PARTNERS)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id}: {self.name or self.key}"
