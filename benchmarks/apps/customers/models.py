"""
Whom do orders point at?
"""

from django.db import models


class Customer(models.Model):
    name = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.name
