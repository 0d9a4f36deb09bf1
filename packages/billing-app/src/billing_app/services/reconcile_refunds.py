"""
Ask the gateway what became of refunds nobody knows the outcome of.
"""

from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from billing_app import models
from billing_app.data import IN_FLIGHT, Refund
from billing_app.services.allocating import GATEWAY
from billing_app.services.ask_refund import ask_about_refund
from billing_app.services.dispatch import require_no_transaction
from domain_kit.actor import Actor, Role


def reconcile_refunds(
    *, actor: Actor, employer_id: UUID | None = None, limit: int = 500
) -> tuple[Refund, ...]:
    """
    Find an end for the refunds in flight of an employer, or of all the actor's whose time to be asked
    about has come, at most `limit`: 5 minutes, an hour and then a day after they became unknown, an
    hour and then a day if pending; safe to repeat.

    One that was never sent is sent. A gateway that can fetch a refund is asked about the others; of
    another one they are asked for again under their key, while it is sure to know the key (C-34).
    What is pending there, or was sent too long ago, an alert leaves to an operator: `close_refund`.

    Raises:
        MustNotBeInTransaction: if called inside one.
        NotPermitted: unless finance or operator of the employer.
    """
    actor.require_role(Role.FINANCE, Role.OPERATOR)
    require_no_transaction("reconcile_refunds")
    rows = models.Refund.objects.filter(method=GATEWAY, status__in=IN_FLIGHT)
    if employer_id is None:
        # Those of older releases have no time; their answer was due long ago.
        due = Q(next_ask_at=None) | Q(next_ask_at__lte=timezone.now())
        rows = actor.scope(rows.filter(due), "account__employer_id")
    else:
        actor.require_employer(employer_id)
        rows = rows.filter(account__employer_id=employer_id)
    ids = rows.order_by("requested_at", "id").values_list("pk", flat=True)[:limit]
    return tuple(ask_about_refund(each) for each in list(ids))
