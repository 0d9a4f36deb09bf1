"""
What has changed since a consumer last asked?
"""

from uuid import UUID

from domain_kit.actor import Actor
from enrolments_app import models
from enrolments_app.data import EnrolmentChange
from enrolments_app.queries.values import change_value

PAGE = 500


def changes_since(
    *, actor: Actor, employer_id: UUID, cursor: int = 0
) -> tuple[EnrolmentChange, ...]:
    """
    Up to 500 changes after `cursor`, oldest first; the last one's `sequence` is the next cursor.

    Raises:
        TenantForbidden: unless the actor acts for the employer.
    """
    actor.require_employer(employer_id)
    rows = models.EnrolmentChange.objects.filter(employer_id=employer_id, id__gt=cursor)
    page = rows.select_related("enrolment").order_by("id")[:PAGE]
    return tuple(change_value(row) for row in page)
