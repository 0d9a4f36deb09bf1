"""
Where are an employer's debts kept?
"""

from django.db import models

from billing_app.data import Collection
from domain_kit.identifiers import new_id

ONE_PER_EMPLOYER = "one_billing_account_per_employer"


class BillingAccount(models.Model):
    """
    One account an employer, in one currency (ISO 4217).

    `hold_reason` is empty unless billing is suspended, by somebody or by a run that parked it.
    `coverage_serial` counts what billing was told of the employer's cover; `locked_through` is the
    last month that no run changes any more; up to `settled_through`, the first day of a month, a run
    has charged every cover that has not changed since.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    employer_id = models.UUIDField()
    legal_entity = models.CharField(max_length=100)
    currency = models.CharField(max_length=3)
    terms_days = models.PositiveSmallIntegerField(default=30)
    time_zone = models.CharField(max_length=60)
    collection = models.CharField(
        max_length=10,
        choices=[(collection.value, collection.value) for collection in Collection],
        db_default=Collection.MANUAL.value,
    )
    hold_reason = models.CharField(max_length=300, blank=True, db_default="")
    billing_email = models.CharField(max_length=254, blank=True, db_default="")
    purchase_order = models.CharField(max_length=100, blank=True, db_default="")
    coverage_serial = models.BigIntegerField(db_default=0)
    locked_through = models.DateField(null=True, blank=True)
    settled_through = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "billing_app_account"
        constraints = [models.UniqueConstraint(fields=["employer_id"], name=ONE_PER_EMPLOYER)]

    def __str__(self) -> str:
        return f"{self.employer_id} ({self.currency})"
