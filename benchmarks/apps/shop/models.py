"""
A table with a foreign key, a unique column and an index.
"""

from django.db import models


class Order(models.Model):
    customer = models.ForeignKey("customers.Customer", models.PROTECT)
    number = models.CharField(max_length=30, unique=True)
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    placed_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.number
