"""
How often was a late invoice reminded of, and when next?
"""

from django.db import models
from django.db.models.functions import Now

from billing_app.models.invoice import Invoice
from domain_kit.identifiers import new_id


class DunningStage(models.Model):
    """
    A legal entity's stages, in order: how many days after the due date, and what is written then.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    legal_entity = models.CharField(max_length=100)
    position = models.PositiveSmallIntegerField()
    days_after_due = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    text = models.TextField(blank=True)

    class Meta:
        db_table = "billing_app_dunning_stage"
        ordering = ["legal_entity", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["legal_entity", "position"], name="one_dunning_stage_per_position"
            )
        ]

    def __str__(self) -> str:
        return f"{self.legal_entity} {self.position}: {self.name}"


class DunningCase(models.Model):
    """
    A late invoice's reminders: `stage` counts those sent, `next_on` is the day of the next one, null
    once the case is closed or its last stage was reached.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    invoice = models.OneToOneField(Invoice, models.PROTECT, related_name="dunning_case")
    stage = models.PositiveSmallIntegerField(default=0)
    next_on = models.DateField(null=True, blank=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "billing_app_dunning_case"

    def __str__(self) -> str:
        return f"stage {self.stage} of {self.invoice_id}"


class DunningStep(models.Model):
    """
    A reminder: at most one of a case on one day, so that a day done twice sends nothing twice.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(DunningCase, models.PROTECT, related_name="steps")
    stage = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    taken_on = models.DateField()
    mailed_to = models.CharField(max_length=254, blank=True, default="")
    taken_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "billing_app_dunning_step"
        constraints = [
            models.UniqueConstraint(fields=["case", "taken_on"], name="one_dunning_step_per_day")
        ]

    def __str__(self) -> str:
        return f"{self.name} on {self.taken_on}"
