"""
When may people choose?
"""

from django.db import models

from benefits_app.models.plan_year import PlanYear
from domain_kit.identifiers import new_id


class EnrolmentWindow(models.Model):
    """
    From `opens_on` to `closes_on`, both inclusive, in a zone.

    `extended_from` is the last day that was announced first.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    employer_id = models.UUIDField(db_index=True)
    plan_year = models.ForeignKey(PlanYear, models.PROTECT, related_name="windows")
    kind = models.CharField(max_length=20, default="annual")
    opens_on = models.DateField()
    closes_on = models.DateField()
    time_zone = models.CharField(max_length=60)
    extended_from = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "benefits_app_enrolmentwindow"
        ordering = ["opens_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")),
                name="window_days_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.opens_on}"
