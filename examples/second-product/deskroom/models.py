"""
Who takes desks, from when to when, and what is in a company's wallet?
"""

import uuid

from django.db import models

CURRENCY = "EUR"


class Company(models.Model):
    """
    A customer. Its id is what billing calls the employer; `billing_account` is billing's own id.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=100)
    billing_account = models.UUIDField(null=True, unique=True)

    def __str__(self) -> str:
        return self.name


class Desk(models.Model):
    """
    A desk that somebody of a company has, at one monthly price; both days are inclusive.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    company = models.ForeignKey(Company, models.PROTECT, related_name="desks")
    member = models.CharField(max_length=60)
    monthly_cents = models.PositiveIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["starts_on", "id"]

    def __str__(self) -> str:
        return f"{self.member}'s desk"


class WalletEntry(models.Model):
    """
    Money a company put in (positive) or was charged; an attempt of billing is entered once.
    """

    company = models.ForeignKey(Company, models.PROTECT, related_name="wallet")
    cents = models.IntegerField()
    attempt_id = models.UUIDField(null=True, unique=True)

    def __str__(self) -> str:
        return f"{self.cents} {CURRENCY} cents"
