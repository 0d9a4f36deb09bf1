from django.conf import settings
from django.db import models

from legacy_app.models import Employee, Enrolment


class PayrollLine(models.Model):
    """What payroll takes, line by line."""

    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="payroll_lines")
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.SET_NULL, null=True, related_name="payroll_lines"
    )
    month = models.DateField()
    amount = models.DecimalField(max_digits=12, decimal_places=3)
    stale = models.BooleanField(default=False)


class PayCode(models.Model):
    """How a plan is called in the payroll system."""

    code = models.CharField(max_length=20, unique=True)
    plans = models.ManyToManyField("legacy_app.Plan", related_name="pay_codes", blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
