"""
What does each source owe for each month?
"""

from django.db import models

from billing_app.data import ChargeKind, Payer
from billing_app.models.account import BillingAccount
from billing_app.models.invoice import InvoiceLine
from billing_app.models.minor import minor_field, minor_is_amount
from billing_app.models.run import BillingRun
from domain_kit.identifiers import new_id


class Charge(models.Model):
    """
    One charge; those of a source and month add up to what its cover of that month costs.

    `employee_reference` is the HR system's identifier. `starts_on` and `ends_on` are the charge's
    own days, inclusive; null: the whole month. It waits until it is on a `line` or given back by a
    `credit_note`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(BillingAccount, models.PROTECT, related_name="charges")
    source_id = models.UUIDField()
    employee_reference = models.CharField(max_length=64)
    month = models.DateField(help_text="The first day of the month charged for.")
    kind = models.CharField(
        max_length=20, choices=[(kind.value, kind.value) for kind in ChargeKind]
    )
    description = models.CharField(max_length=300)
    amount = models.DecimalField(max_digits=14, decimal_places=3)
    amount_minor = minor_field()
    dedupe_key = models.CharField(max_length=120, unique=True)
    line = models.ForeignKey(
        InvoiceLine, models.PROTECT, null=True, blank=True, related_name="charges"
    )
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    payer = models.CharField(
        max_length=20,
        choices=[(payer.value, payer.value) for payer in Payer],
        default=Payer.EMPLOYER.value,
        db_default=Payer.EMPLOYER.value,
    )
    tax_category = models.CharField(max_length=30, default="exempt", db_default="exempt")
    run = models.ForeignKey(
        BillingRun, models.PROTECT, null=True, blank=True, related_name="charges"
    )
    credit_note = models.ForeignKey(
        "billing_app.CreditNote", models.PROTECT, null=True, blank=True, related_name="charges"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "billing_app_charge"
        indexes = [
            models.Index(fields=["source_id", "month"], name="charge_by_source"),
            models.Index(fields=["account", "source_id", "month"], name="charge_by_account_source"),
            models.Index(
                fields=["account", "month"],
                condition=models.Q(line__isnull=True),
                name="charge_waiting",
            ),
        ]

        constraints = [
            models.CheckConstraint(
                name="charge_is_on_one_document",
                condition=models.Q(line__isnull=True) | models.Q(credit_note__isnull=True),
            ),
            minor_is_amount("charge"),
        ]

    def __str__(self) -> str:
        return f"{self.description} {self.month:%Y-%m}"
