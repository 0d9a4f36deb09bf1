"""
Where are events sent to? Never with which secret.
"""

from uuid import UUID

from django.db.models import QuerySet

from billing_app import models
from billing_app.events import Endpoint, Topic
from domain_kit.actor import Actor, Role


def visible_endpoints(actor: Actor) -> QuerySet[models.WebhookEndpoint]:
    """
    The endpoints of the actor's employers; those of all, if it acts for all.
    """
    scoped: QuerySet[models.WebhookEndpoint] = actor.scope(models.WebhookEndpoint.objects.all())
    return scoped


def endpoint_value(row: models.WebhookEndpoint) -> Endpoint:
    """
    An endpoint.
    """
    return Endpoint(
        id=row.id,
        employer_id=row.employer_id,
        url=row.url,
        topics=tuple(Topic(each) for each in row.topics),
        disabled_at=row.disabled_at,
        disabled_reason=row.disabled_reason,
    )


def list_endpoints(
    *, actor: Actor, limit: int = 50, after: UUID | None = None
) -> tuple[Endpoint, ...]:
    """
    The endpoints that the actor may see, oldest first, after the one with this id.

    Raises:
        NotPermitted: unless finance or operator.
    """
    actor.require_role(Role.FINANCE, Role.OPERATOR)
    rows = visible_endpoints(actor).order_by("id")
    if after is not None:
        rows = rows.filter(id__gt=after)
    return tuple(endpoint_value(row) for row in rows[:limit])
