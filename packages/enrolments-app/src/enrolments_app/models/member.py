"""
Who is covered by an enrolment, and at which share of its price?
"""

from django.db import models
from django.db.models.functions import Now

from enrolments_app.models.enrolment import Enrolment


class EnrolmentMember(models.Model):
    """
    The employee (`key` is empty) or a dependant; the shares add up to the enrolment's price (C-08).
    """

    id = models.BigAutoField(primary_key=True)
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="members")
    key = models.CharField(max_length=100, blank=True)
    name = models.CharField(max_length=200, blank=True)
    relationship = models.CharField(max_length=40)
    born_on = models.DateField(null=True, blank=True)
    disabled = models.BooleanField(db_default=False)
    share = models.DecimalField(max_digits=12, decimal_places=3)

    class Meta:
        db_table = "enrolments_app_enrolmentmember"
        ordering = ["enrolment_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "key"], name="one_member_per_key")
        ]

    def __str__(self) -> str:
        return self.name or self.relationship


class MemberImportProblem(models.Model):
    """
    A dependant of the old JSON that is not a member: what it says, and why not.
    """

    id = models.BigAutoField(primary_key=True)
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="import_problems")
    problem = models.CharField(max_length=200)
    dependant = models.JSONField()
    found_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "enrolments_app_memberimportproblem"

    def __str__(self) -> str:
        return self.problem
