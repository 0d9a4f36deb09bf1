"""
What did a migration change in rows that an older release had left broken?
"""

from django.db import models
from django.db.models.functions import Now


class Repair(models.Model):
    """
    One row that a migration mended, with the value that it had before.
    """

    id = models.BigAutoField(primary_key=True)
    migration = models.CharField(max_length=100)
    table_name = models.CharField(max_length=63)
    row_id = models.CharField(max_length=40)
    note = models.CharField(max_length=300)
    before = models.JSONField()
    after = models.JSONField(null=True, blank=True)
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "benefits_app_repair"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["migration", "table_name", "row_id"],
                name="one_repair_per_migration_and_row",
            )
        ]

    def __str__(self) -> str:
        return f"{self.table_name} {self.row_id}: {self.note}"
