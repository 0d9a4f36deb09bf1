"""
Which number comes next?
"""

from django.db import models

from domain_kit.identifiers import new_id


class NumberSeries(models.Model):
    """
    The next number of a legal entity's documents of one kind and year; locked only by what
    finalises a document.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    legal_entity = models.CharField(max_length=100)
    document = models.CharField(max_length=20)
    year = models.SmallIntegerField()
    prefix = models.CharField(max_length=20, blank=True, db_default="")
    next = models.BigIntegerField(db_default=1)

    class Meta:
        db_table = "billing_app_number_series"
        constraints = [
            models.UniqueConstraint(
                fields=["legal_entity", "document", "year"],
                name="one_series_per_entity_document_and_year",
            )
        ]

    def __str__(self) -> str:
        return f"{self.legal_entity} {self.document} {self.year}"
