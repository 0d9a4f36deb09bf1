"""
Which plans and options does a benefit have in a plan year, and on what terms?
"""

from django.db import models

from benefits_app.data import PlanStatus
from benefits_app.models.benefit import Benefit
from benefits_app.models.plan_year import PlanYear
from domain_kit.identifiers import new_id


class Plan(models.Model):
    """
    A benefit as one carrier provides it in one plan year, in one currency (ISO 4217).

    `minimum_percent` is the least part that the employer pays. The terms have database defaults, so that a release that does not know them can add a plan.
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
    proration = models.CharField(max_length=20, db_default="daily")
    wash_day = models.SmallIntegerField(null=True, blank=True)
    age_policy = models.CharField(max_length=20, db_default="first_of_month")
    billing_mode = models.CharField(max_length=20, db_default="self")
    min_members = models.SmallIntegerField(null=True, blank=True)
    max_members = models.SmallIntegerField(null=True, blank=True)
    minimum_percent = models.DecimalField(max_digits=6, decimal_places=3, null=True, blank=True)
    version = models.IntegerField(db_default=1)

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
    What somebody chooses. Amounts are in the plan's currency, major units.

    With a cover that somebody chooses, it goes from `cover_min` to `cover_max` in steps of
    `cover_step`; what exceeds `guaranteed_issue` waits for evidence. From `closed_to_new_on` on
    only who has the option keeps it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="options")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    cover_min = models.DecimalField(max_digits=15, decimal_places=3, null=True, blank=True)
    cover_max = models.DecimalField(max_digits=15, decimal_places=3, null=True, blank=True)
    cover_step = models.DecimalField(max_digits=15, decimal_places=3, null=True, blank=True)
    guaranteed_issue = models.DecimalField(max_digits=15, decimal_places=3, null=True, blank=True)
    closed_to_new_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "benefits_app_planoption"
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="one_option_per_code_and_plan"),
        ]

    def __str__(self) -> str:
        return self.name
