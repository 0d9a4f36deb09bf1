"""
Tables that the kit's tests write to.
"""

from django.db import models

from domain_kit.idempotency import IdempotencyRecord
from domain_kit.identifiers import new_id


class Job(IdempotencyRecord):
    class Meta:
        db_table = "workshop_job"
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="one_job_per_key")]


class Wheel(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id)
    spokes = models.IntegerField()
    weight = models.IntegerField(null=True)

    class Meta:
        db_table = "workshop_wheel"

    def __str__(self) -> str:
        return f"{self.spokes} spokes"


class Spoke(models.Model):
    wheel = models.ForeignKey(Wheel, models.CASCADE, null=True)
    laced_on = models.DateField(null=True)
    marks = models.JSONField(default=dict)

    class Meta:
        db_table = "workshop_spoke"

    def __str__(self) -> str:
        return f"spoke {self.pk}"


class Turn(models.Model):
    id = models.BigAutoField(primary_key=True)
    by = models.CharField(max_length=20)

    class Meta:
        db_table = "workshop_turn"

    def __str__(self) -> str:
        return self.by
