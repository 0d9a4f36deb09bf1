"""
Whose database is this?
"""

from django.db import models
from django.db.models.functions import Now

from host.production.guard import TABLE


class Mark(models.Model):
    """
    That production settings have migrated this database: the only row, if there is one. `identity`
    tells this database from a copy that was restored into another one; empty if the server does not
    say.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    settings_module = models.CharField(max_length=200)
    identity = models.CharField(max_length=100, blank=True)
    marked_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = TABLE
        constraints = [
            models.CheckConstraint(name="one_production_mark", condition=models.Q(id=1)),
        ]

    def __str__(self) -> str:
        return f"{self.settings_module} since {self.marked_at:%Y-%m-%d}"
