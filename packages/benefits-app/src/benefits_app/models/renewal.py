"""
Which option follows which in the next plan year?
"""

from django.db import models

from benefits_app.models.plan import PlanOption
from domain_kit.identifiers import new_id


class OptionMapping(models.Model):
    """
    The successor of an option; without one its people must choose.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    option = models.OneToOneField(PlanOption, models.PROTECT, related_name="mapping")
    successor = models.ForeignKey(
        PlanOption, models.PROTECT, null=True, blank=True, related_name="mapped_from"
    )

    class Meta:
        db_table = "benefits_app_optionmapping"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(successor=None) | ~models.Q(successor=models.F("option")),
                name="no_option_succeeds_itself",
            )
        ]

    def __str__(self) -> str:
        return f"{self.option} to {self.successor or 'a choice'}"
