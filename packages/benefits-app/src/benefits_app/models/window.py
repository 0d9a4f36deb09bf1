"""
When may people choose?
"""

from django.db import models

from benefits_app.models.plan_year import PlanYear
from domain_kit.identifiers import new_id


class EnrolmentWindow(models.Model):
    """
    From `opens_on` to `closes_on`, both inclusive, in a zone; [opens_at, closes_at) in UTC.

    A window that releases before 2.3 have written may begin or end within a day: it `needs_review`,
    and is open at its instants until somebody has confirmed its days. `extended_from` is the last
    day that was announced first.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    employer_id = models.UUIDField(db_index=True)
    plan_year = models.ForeignKey(PlanYear, models.PROTECT, related_name="windows")
    kind = models.CharField(max_length=20, default="annual")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    # Without a value only while a release before 2.3 writes, and then only until its trigger.
    opens_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    time_zone = models.CharField(max_length=60, blank=True, db_default="")
    needs_review = models.BooleanField(db_default=False)
    extended_from = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "benefits_app_enrolmentwindow"
        ordering = ["opens_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_at__gte=models.F("opens_at")),
                name="window_closes_after_it_opens",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.opens_at:%Y-%m-%d}"
