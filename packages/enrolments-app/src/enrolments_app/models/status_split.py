"""
Which status did an enrolment have before 2.1.0 told cancelled from terminated?
"""

from django.db import models

from enrolments_app.models.enrolment import Enrolment


class StatusSplit(models.Model):
    """
    The status before and after, for going back and for whoever compares reports of both sides.

    `reversed_before` is the flag beside it, `waiver_id` the waiver that was made of the row.
    """

    id = models.BigAutoField(primary_key=True)
    enrolment = models.OneToOneField(Enrolment, models.PROTECT, related_name="status_split")
    before = models.CharField(max_length=20)
    after = models.CharField(max_length=20)
    reversed_before = models.BooleanField()
    waiver_id = models.UUIDField(null=True)

    class Meta:
        db_table = "enrolments_app_statussplit"

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.before} is {self.after}"
