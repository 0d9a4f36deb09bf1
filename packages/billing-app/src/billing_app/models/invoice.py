"""
What was asked for?
"""

from django.db import models

from billing_app.data import InvoiceStatus
from billing_app.models.account import BillingAccount
from domain_kit.identifiers import new_id


class Invoice(models.Model):
    """
    An invoice. `number` is given when it is sent; `currency` is null on rows from before 2024,
    which are in the account's.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(BillingAccount, models.PROTECT, related_name="invoices")
    number = models.CharField(max_length=30, null=True, blank=True)  # noqa: DJ001 - a draft has none
    status = models.CharField(
        max_length=20,
        choices=[(status.value, status.value) for status in InvoiceStatus],
        default=InvoiceStatus.DRAFT.value,
    )
    issued_on = models.DateField()
    due_on = models.DateField()
    currency = models.CharField(max_length=3, null=True, blank=True)  # noqa: DJ001 - old rows
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "billing_app_invoice"
        ordering = ["issued_on", "id"]
        indexes = [models.Index(fields=["account", "number"], name="invoice_by_number")]

    def __str__(self) -> str:
        return self.number or "draft"


class InvoiceLine(models.Model):
    """
    A line; `amount` in major units of the invoice's currency. `employee_id` is the HR system's.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    description = models.CharField(max_length=300)
    employee_id = models.BigIntegerField(null=True, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=3)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "billing_app_invoiceline"
        ordering = ["invoice_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["invoice", "position"], name="one_line_per_position")
        ]

    def __str__(self) -> str:
        return self.description
