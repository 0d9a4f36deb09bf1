"""
Which rows of older releases were repaired, and what did they say before?
"""

from django.db import models
from django.db.models.functions import Now

from enrolments_app.models.enrolment import Enrolment


class CoverageRepair(models.Model):
    """
    A cover that 2.0.0 could not keep as it was: the fault, the days before and after, and the cover
    that has the days now. Nothing is repaired that is not listed here.
    """

    id = models.BigAutoField(primary_key=True)
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="repairs")
    problem = models.CharField(max_length=200)
    before = models.JSONField()
    after = models.JSONField()
    because_of = models.UUIDField(null=True)
    repaired_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "enrolments_app_coveragerepair"

    def __str__(self) -> str:
        return self.problem
