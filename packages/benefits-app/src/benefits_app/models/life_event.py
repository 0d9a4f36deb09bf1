"""
Which events let people choose outside the annual window?
"""

from django.db import models

from domain_kit.identifiers import new_id

ONE_KIND_PER_CODE = "one_life_event_kind_per_employer_and_code"


class LifeEventKind(models.Model):
    """
    A kind of life event of an employer: by when it is reported, and what it allows.

    `effective` lists the rules for the first day, the first of which is the usual one;
    `permitted` lists the actions (`enrol`, `change_option`, `add_dependant`, …).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    employer_id = models.UUIDField(db_index=True)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    days_before = models.SmallIntegerField(default=0)
    days_after = models.SmallIntegerField(default=30)
    effective = models.JSONField(default=list)
    ends = models.CharField(max_length=40, default="end_of_event_month")
    permitted = models.JSONField(default=list)
    evidence_required = models.BooleanField(default=False)
    self_service = models.BooleanField(default=True)
    version = models.IntegerField(default=1)

    class Meta:
        db_table = "benefits_app_lifeeventkind"
        ordering = ["employer_id", "code"]
        constraints = [
            models.UniqueConstraint(fields=["employer_id", "code"], name=ONE_KIND_PER_CODE),
            models.CheckConstraint(
                condition=models.Q(days_before__gte=0, days_after__gte=0),
                name="life_event_days_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return self.name
