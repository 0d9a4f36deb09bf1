"""
Whom does a plan cover, and which tier is a household in?
"""

from django.db import models

from benefits_app.models.plan import Plan
from domain_kit.identifiers import new_id


class MemberRelationship(models.Model):
    """
    As what a plan prices somebody; the first rule that fits decides, by `position`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="relationships")
    position = models.SmallIntegerField()
    relationship = models.CharField(max_length=40)
    operator = models.CharField(max_length=10, blank=True, default="")
    age = models.SmallIntegerField(null=True, blank=True)
    disabled = models.BooleanField(null=True, blank=True)
    priced_as = models.CharField(max_length=40)

    class Meta:
        db_table = "benefits_app_memberrelationship"
        ordering = ["plan_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "position"], name="one_relationship_per_plan_and_position"
            ),
            models.CheckConstraint(
                condition=models.Q(operator="", age=None)
                | (~models.Q(operator="") & models.Q(age__isnull=False)),
                name="relationship_compares_an_age_or_none",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.relationship} as {self.priced_as}"


class TierRule(models.Model):
    """
    A tier and the counts of relationships that make it; exactly one fits any household.

    `requires`: a list of `{"relationship": …, "operator": …, "count": …}`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="tiers")
    position = models.SmallIntegerField()
    tier = models.CharField(max_length=40)
    requires = models.JSONField(default=list)

    class Meta:
        db_table = "benefits_app_tierrule"
        ordering = ["plan_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "tier"], name="one_rule_per_plan_and_tier")
        ]

    def __str__(self) -> str:
        return self.tier
