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
