"""
What does an employer give its people?
"""

from django.db import models

from benefits_app.data import Category, Funding
from domain_kit.identifiers import new_id

ONE_CODE_PER_EMPLOYER = "one_benefit_per_code_and_employer"


class Benefit(models.Model):
    """
    A benefit; a retired one stays readable.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    employer_id = models.UUIDField(db_index=True)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    category = models.CharField(max_length=30, choices=[(c.value, c.value) for c in Category])
    funding = models.CharField(max_length=30, choices=[(f.value, f.value) for f in Funding])
    retired = models.BooleanField(default=False)

    class Meta:
        db_table = "benefits_app_benefit"
        ordering = ["employer_id", "code"]
        constraints = [
            models.UniqueConstraint(fields=["employer_id", "code"], name=ONE_CODE_PER_EMPLOYER)
        ]

    def __str__(self) -> str:
        return self.name
