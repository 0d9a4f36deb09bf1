"""
What was billing told of each source?
"""

from django.db import models

from billing_app.models.account import BillingAccount


class Cover(models.Model):
    """
    Billing's own copy of what is covered, one row a source: what a month costs, and its days.

    `starts_on` null: no day is covered, any more; `ends_on`, the last day, null: no end. `serial`
    is the account's `coverage_serial` when billing was told. Covers of one `group_key` at one price
    are parts of one month's price. `changed`: no run has settled it or its group as they are now;
    `named`: the coverage source has named it, so that it is over once the source does no more.
    """

    id = models.BigAutoField(primary_key=True)
    source_id = models.UUIDField()
    account = models.ForeignKey(
        BillingAccount, models.PROTECT, related_name="covers", db_index=False
    )
    employee_reference = models.CharField(max_length=64)
    description = models.CharField(max_length=300)
    group_key = models.CharField(max_length=200)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    monthly = models.DecimalField(max_digits=14, decimal_places=3)
    employer_monthly = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    funding = models.CharField(max_length=30, blank=True, default="", db_default="")
    tax_category = models.CharField(max_length=30, default="exempt", db_default="exempt")
    proration = models.CharField(max_length=20, default="daily", db_default="daily")
    wash_day = models.PositiveSmallIntegerField(default=15, db_default=15)
    serial = models.BigIntegerField()
    changed = models.BooleanField(default=True, db_default=True)
    named = models.BooleanField(default=False, db_default=False)

    class Meta:
        db_table = "billing_app_cover"
        indexes = [
            models.Index(
                fields=["account", "employee_reference", "group_key"], name="cover_by_group"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["account", "source_id"], name="one_cover_per_source"),
            models.CheckConstraint(
                name="cover_ends_after_it_starts",
                condition=models.Q(starts_on__isnull=True, ends_on__isnull=True)
                | models.Q(starts_on__isnull=False, ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.description} of {self.employee_reference}"
