"""
When may people choose?
"""

from django.db import models

from benefits_app.models.plan_year import PlanYear
from domain_kit.identifiers import new_id


class EnrolmentWindow(models.Model):
    """
    [opens_at, closes_at), instants in UTC.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    employer_id = models.UUIDField(db_index=True)
    plan_year = models.ForeignKey(PlanYear, models.PROTECT, related_name="windows")
    kind = models.CharField(max_length=20, default="annual")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()

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
