"""
Who may have a benefit, from when on?
"""

from django.db import models

from benefits_app.models.benefit import Benefit
from domain_kit.identifiers import new_id

ONE_RULE_SET_PER_DAY = "one_rule_set_per_benefit_and_day"


class EligibilityRuleSet(models.Model):
    """
    The conditions of a benefit from a day on, until the next set starts.

    `document` nests conditions, which is `format` 2. `original` is the document of a set that 2.1
    wrote: a list of conditions that must all hold.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    benefit = models.ForeignKey(Benefit, models.PROTECT, related_name="rule_sets")
    starts_on = models.DateField()
    format = models.SmallIntegerField(default=2)
    document = models.JSONField()
    original = models.JSONField(null=True, blank=True)
    waiting = models.CharField(max_length=40, default="none")
    waiting_days = models.SmallIntegerField(default=0)
    reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        db_table = "benefits_app_eligibilityruleset"
        ordering = ["benefit_id", "starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["benefit", "starts_on"], name=ONE_RULE_SET_PER_DAY),
            models.CheckConstraint(
                condition=models.Q(waiting_days__gte=0), name="waiting_days_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.benefit} from {self.starts_on}"
