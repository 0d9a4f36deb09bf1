"""
What was asked for?
"""

from django.db import models

from billing_app.data import ChargeKind, InvoiceStatus, Payer
from billing_app.models.account import BillingAccount
from billing_app.models.minor import minor_field, minor_is_amount
from domain_kit.identifiers import new_id

ONE_PER_NUMBER = "one_invoice_per_number"
ONE_PER_PRINT = "one_invoice_per_printed_number"


class Invoice(models.Model):
    """
    An invoice. `number` is given when it is finalised; `currency` is null on rows from before 2024,
    which are in the account's.

    `legal_entity`, `series`, `year` and `invoice_number` are the number's parts, null until it is
    finalised; `number` is how it is printed. From then on the database lets nobody change its
    figures, days and parts (C-30). `payer` says whom it asks.
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
    # Not "legal_entity": statements of 2.3 mean the account's column by that name.
    legal_entity = models.CharField(db_column="entity", max_length=100, null=True, blank=True)  # noqa: DJ001 - see above
    series = models.CharField(max_length=20, null=True, blank=True)  # noqa: DJ001 - see above
    year = models.SmallIntegerField(null=True, blank=True)
    invoice_number = models.BigIntegerField(null=True, blank=True)
    finalised_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    payer = models.CharField(
        max_length=20,
        choices=[(payer.value, payer.value) for payer in Payer],
        default=Payer.EMPLOYER.value,
        db_default=Payer.EMPLOYER.value,
    )
    purchase_order = models.CharField(max_length=100, blank=True, default="", db_default="")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "billing_app_invoice"
        ordering = ["issued_on", "id"]
        indexes = [
            models.Index(fields=["account", "number"], name="invoice_by_number"),
            models.Index(fields=["account", "issued_on", "id"], name="invoice_by_issue"),
            models.Index(
                fields=["account", "due_on"],
                condition=models.Q(status="open"),
                name="invoice_open",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="invoice_status_is_one", condition=models.Q(status__in=list(InvoiceStatus))
            ),
            models.CheckConstraint(
                name="number_present_unless_draft",
                condition=models.Q(
                    status__in=[InvoiceStatus.DRAFT, InvoiceStatus.VOID],
                    finalised_at__isnull=True,
                    invoice_number__isnull=True,
                    number__isnull=True,
                )
                | models.Q(
                    ~models.Q(status=InvoiceStatus.DRAFT),
                    finalised_at__isnull=False,
                    invoice_number__isnull=False,
                    number__isnull=False,
                ),
            ),
            models.UniqueConstraint(
                fields=["legal_entity", "series", "year", "invoice_number"], name=ONE_PER_NUMBER
            ),
            models.UniqueConstraint(fields=["legal_entity", "number"], name=ONE_PER_PRINT),
        ]

    def __str__(self) -> str:
        return self.number or "draft"


class InvoiceLine(models.Model):
    """
    A line; `amount` in major units of the invoice's currency. `employee_reference` is the HR
    system's. A line of the kind tax is the tax on all lines of its category, at `tax_rate`; `ledger`
    is where the books keep the line.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    description = models.CharField(max_length=300)
    employee_reference = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001 - not every line has one
    amount = models.DecimalField(max_digits=14, decimal_places=3)
    amount_minor = minor_field()
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    tax_category = models.CharField(max_length=30, default="exempt", db_default="exempt")
    kind = models.CharField(
        max_length=20,
        choices=[(kind.value, kind.value) for kind in ChargeKind],
        default=ChargeKind.RECURRING.value,
        db_default=ChargeKind.RECURRING.value,
    )
    tax_rate = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    ledger = models.CharField(
        max_length=30, default="premium-payable", db_default="premium-payable"
    )

    class Meta:
        db_table = "billing_app_invoiceline"
        ordering = ["invoice_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["invoice", "position"], name="one_line_per_position"),
            minor_is_amount("line"),
        ]

    def __str__(self) -> str:
        return self.description
