"""
What was given back of what was asked for?
"""

from django.db import models
from django.db.models.functions import Now

from billing_app.models.account import BillingAccount
from billing_app.models.charge import Charge
from billing_app.models.invoice import Invoice, InvoiceLine
from billing_app.models.minor import minor_field, minor_is_amount
from billing_app.models.payment import Payment
from domain_kit.identifiers import new_id

ONE_PER_CREDIT_NUMBER = "one_credit_note_per_number"


class CreditNote(models.Model):
    """
    A document that gives money back, numbered in its own series; nothing of it ever changes.

    Its money is `payment`, of the method "credit-note": what of it settles invoices, the payment's
    allocations say, and the rest is the employer's balance. `offset_amount` is what of the invoice's due
    it settled when it was issued. `invoice` is null where the charge given back is on no invoice
    that is left.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(BillingAccount, models.PROTECT, related_name="credit_notes")
    invoice = models.ForeignKey(
        Invoice, models.PROTECT, null=True, blank=True, related_name="credit_notes"
    )
    payment = models.OneToOneField(Payment, models.PROTECT, related_name="credit_note")
    entity = models.CharField(max_length=100)
    series = models.CharField(max_length=20)
    year = models.SmallIntegerField()
    credit_number = models.BigIntegerField()
    number = models.CharField(max_length=30)
    issued_on = models.DateField()
    currency = models.CharField(max_length=3)
    reason = models.CharField(max_length=200)
    offset_amount = models.DecimalField(max_digits=14, decimal_places=3)
    offset_amount_minor = minor_field()
    issued_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "billing_app_credit_note"
        indexes = [
            models.Index(fields=["account", "issued_on", "id"], name="credit_note_by_issue"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "series", "year", "credit_number"], name=ONE_PER_CREDIT_NUMBER
            ),
            minor_is_amount("credit_note", "offset_amount"),
        ]

    def __str__(self) -> str:
        return self.number


class CreditNoteLine(models.Model):
    """
    What is given back of one line of an invoice; `charge` is the charge of a run that gave it back.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    credit_note = models.ForeignKey(CreditNote, models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    source_line = models.ForeignKey(
        InvoiceLine, models.PROTECT, null=True, blank=True, related_name="credits"
    )
    charge = models.ForeignKey(
        Charge, models.PROTECT, null=True, blank=True, related_name="credits"
    )
    description = models.CharField(max_length=300)
    amount = models.DecimalField(max_digits=14, decimal_places=3)
    amount_minor = minor_field()
    kind = models.CharField(max_length=20, default="recurring")
    tax_category = models.CharField(max_length=30, default="exempt")
    ledger = models.CharField(max_length=30, default="premium-payable")

    class Meta:
        db_table = "billing_app_credit_note_line"
        ordering = ["credit_note_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["credit_note", "position"], name="one_credit_line_per_position"
            ),
            models.CheckConstraint(name="credit_is_positive", condition=models.Q(amount__gt=0)),
            minor_is_amount("credit_note_line"),
        ]

    def __str__(self) -> str:
        return self.description
