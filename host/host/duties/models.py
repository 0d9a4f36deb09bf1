"""
When did a job run last?
"""

from django.db import models


class JobRun(models.Model):
    """
    The last run of a management command that a timer starts: when it began and ended, on whichever
    host, and how: "ok", "refused" (an exit status that is not 0) or "failed".
    """

    command = models.CharField(max_length=100, primary_key=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    outcome = models.CharField(max_length=20)

    class Meta:
        db_table = "duties_jobrun"

    def __str__(self) -> str:
        return f"{self.command} {self.outcome}"
