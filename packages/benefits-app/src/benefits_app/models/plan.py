"""
Which plans and options does a benefit have in a plan year, at what flat price?
"""

from django.db import models

from benefits_app.data import PlanStatus
from benefits_app.models.benefit import Benefit
from benefits_app.models.plan_year import PlanYear
from domain_kit.identifiers import new_id


class Plan(models.Model):
    """
    A benefit as one carrier provides it in one plan year, in one currency (ISO 4217).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    benefit = models.ForeignKey(Benefit, models.PROTECT, related_name="plans")
    plan_year = models.ForeignKey(PlanYear, models.PROTECT, related_name="plans")
    carrier_code = models.CharField(max_length=60, blank=True, default="")
    currency = models.CharField(max_length=3)
    status = models.CharField(
        max_length=20,
        choices=[(status.value, status.value) for status in PlanStatus],
        default=PlanStatus.DRAFT.value,
    )

    class Meta:
        db_table = "benefits_app_plan"
        constraints = [
            models.UniqueConstraint(
                fields=["benefit", "plan_year"], name="one_plan_per_benefit_and_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.benefit}, {self.plan_year}"


class PlanOption(models.Model):
    """
    What somebody chooses: `monthly_price` in the plan's currency, major units.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="options")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    monthly_price = models.DecimalField(max_digits=12, decimal_places=3)

    class Meta:
        db_table = "benefits_app_planoption"
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="one_option_per_code_and_plan"),
            models.CheckConstraint(
                condition=models.Q(monthly_price__gte=0), name="option_price_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.name
