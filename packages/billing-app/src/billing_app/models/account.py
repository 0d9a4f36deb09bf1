"""
Where are an employer's debts kept?
"""

from django.db import models

from domain_kit.identifiers import new_id

ONE_PER_EMPLOYER = "one_billing_account_per_employer"


class BillingAccount(models.Model):
    """
    One account an employer, in one currency (ISO 4217).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    employer_id = models.UUIDField()
    legal_entity = models.CharField(max_length=100)
    currency = models.CharField(max_length=3)
    terms_days = models.PositiveSmallIntegerField(default=30)
    time_zone = models.CharField(max_length=60)

    class Meta:
        db_table = "billing_app_account"
        constraints = [models.UniqueConstraint(fields=["employer_id"], name=ONE_PER_EMPLOYER)]

    def __str__(self) -> str:
        return f"{self.employer_id} ({self.currency})"
