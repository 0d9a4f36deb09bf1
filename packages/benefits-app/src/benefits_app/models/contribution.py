"""
What does the employer pay of a plan's price?
"""

from django.db import models

from benefits_app.models.plan import Plan, PlanOption
from domain_kit.identifiers import new_id


class Contribution(models.Model):
    """
    The employer's part for a tier; the rule without a tier is for those that have none.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="contributions")
    tier = models.CharField(max_length=40, blank=True, default="")
    kind = models.CharField(max_length=20)
    amount = models.DecimalField(max_digits=15, decimal_places=3, null=True, blank=True)
    percent = models.DecimalField(max_digits=6, decimal_places=3, null=True, blank=True)
    cap = models.DecimalField(max_digits=15, decimal_places=3, null=True, blank=True)
    reference_option = models.ForeignKey(
        PlanOption, models.PROTECT, null=True, blank=True, related_name="referenced_by"
    )

    class Meta:
        db_table = "benefits_app_contribution"
        ordering = ["plan_id", "tier"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "tier"], name="one_contribution_per_plan_and_tier"
            ),
            models.CheckConstraint(
                condition=models.Q(amount__gte=0) | models.Q(amount=None),
                name="contribution_not_negative",
            ),
            models.CheckConstraint(
                condition=models.Q(percent__gte=0, percent__lte=100) | models.Q(percent=None),
                name="contribution_percent_within_100",
            ),
            models.CheckConstraint(
                condition=models.Q(cap__gte=0) | models.Q(cap=None),
                name="contribution_cap_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.tier}".strip()
