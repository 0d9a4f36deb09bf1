"""
What has changed since a consumer last asked?
"""

from uuid import UUID

from domain_kit.actor import Actor, Role
from enrolments_app import models
from enrolments_app.data import EnrolmentChange
from enrolments_app.feed import FEED
from enrolments_app.queries.values import change_value
from enrolments_app.rules.employee_ids import stored_id

PAGE = 500


def changes_since(
    *, actor: Actor, employer_id: UUID, cursor: int = 0, limit: int = PAGE
) -> tuple[EnrolmentChange, ...]:
    """
    Up to `limit` changes after `cursor`, oldest first; the last one's `sequence` is the next cursor.

    Never a change whose number another one, not committed yet, may still precede: what commits
    late comes with a later answer. An employee hears of itself only.

    Raises:
        TenantForbidden: unless the actor acts for the employer.
    """
    actor.require_employer(employer_id)
    rows = models.EnrolmentChange.objects.filter(
        employer_id=employer_id, id__gt=cursor, id__lte=FEED.horizon()
    )
    if actor.role is Role.EMPLOYEE:
        rows = rows.filter(enrolment__employee_id=stored_id(actor.employee_id))
    page = rows.select_related("enrolment").order_by("id")[: max(1, min(limit, PAGE))]
    return tuple(change_value(row) for row in page)
