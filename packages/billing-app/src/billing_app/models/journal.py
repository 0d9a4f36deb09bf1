"""
What do the books say, in double entry?
"""

from django.db import models
from django.db.models.functions import Now

from billing_app.models.account import BillingAccount
from billing_app.models.minor import minor_field, minor_is_amount

REPEATABLE = ("written-off", "reinstated")
"""The kinds of entry that one subject may have more than once."""


class JournalEntry(models.Model):
    """
    One fact, posted once: `kind` says what happened to `subject`. Written by the database itself
    when the fact is, and never changed; its postings add up to nothing (C-31).
    """

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(BillingAccount, models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=30)
    subject = models.UUIDField()
    day = models.DateField()
    text = models.CharField(max_length=200, blank=True)
    posted_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "billing_app_journal_entry"
        indexes = [models.Index(fields=["account", "day", "id"], name="entry_by_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject"],
                condition=~models.Q(kind__in=REPEATABLE),
                name="one_entry_per_fact",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.text}"


class Posting(models.Model):
    """
    What an entry adds to one ledger account: a debit if positive, a credit if negative.
    """

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(JournalEntry, models.PROTECT, related_name="postings")
    ledger = models.CharField(max_length=30)
    amount = models.DecimalField(max_digits=16, decimal_places=3)
    amount_minor = minor_field()
    currency = models.CharField(max_length=3)

    class Meta:
        db_table = "billing_app_posting"
        constraints = [
            models.CheckConstraint(name="posting_is_something", condition=~models.Q(amount=0)),
            minor_is_amount("posting"),
        ]

    def __str__(self) -> str:
        return f"{self.ledger} {self.amount} {self.currency}"
