"""
To whom was a link mailed a moment ago?
"""

from django.conf import settings
from django.db import models


class MailedLink(models.Model):
    """
    The last link to a new password of one user.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    mailed_at = models.DateTimeField()

    class Meta:
        db_table = "accounts_mailedlink"

    def __str__(self) -> str:
        return f"{self.user_id} at {self.mailed_at}"
