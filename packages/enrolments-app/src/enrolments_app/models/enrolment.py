"""
Who has what, from when to when?
"""

from django.db import models

from domain_kit.identifiers import new_id
from enrolments_app.data import EnrolmentStatus


class Enrolment(models.Model):
    """
    One employee's cover; both dates inclusive, the price as quoted when it was decided (C-11).

    Overlaps of one employee in one benefit are refused by `services.enrol` under a lock, not yet
    by a constraint: imports of older releases left some behind.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    employer_id = models.UUIDField()
    employee_id = models.BigIntegerField()
    benefit_id = models.UUIDField()
    plan_id = models.UUIDField()
    option_id = models.UUIDField()
    label = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    status = models.CharField(
        max_length=20, choices=[(status.value, status.value) for status in EnrolmentStatus]
    )
    monthly_price = models.DecimalField(max_digits=12, decimal_places=3)
    currency = models.CharField(max_length=3)
    dependants = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "enrolments_app_enrolment"
        ordering = ["employee_id", "starts_on", "id"]
        indexes = [
            models.Index(fields=["employee_id", "benefit_id"], name="enrolment_by_employee"),
            models.Index(fields=["employer_id", "starts_on"], name="enrolment_by_employer"),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id}: {self.label} from {self.starts_on}"
