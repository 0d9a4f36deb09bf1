"""
When has somebody guessed too often?
"""

from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest


class Throttle(AxesDatabaseHandler):
    """
    django-axes, counting in the database for all workers, with a limit of its own for each of
    AXES_LOCKOUT_PARAMETERS: LOG_IN_LIMITS. An office behind one address has more people than an
    account has.
    """

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """
        The failures that are nearest to their limit, as a share of AXES_FAILURE_LIMIT.
        """
        counted = self.get_user_attempts(request, credentials)
        return max(
            _sum(attempts) * settings.AXES_FAILURE_LIMIT // limit
            for attempts, limit in zip(counted, settings.LOG_IN_LIMITS, strict=True)
        )


def _sum(attempts: Any) -> int:
    return int(attempts.aggregate(sum=Sum("failures_since_start"))["sum"] or 0)
