"""
Do what the kept webhooks say.
"""

import collections
import random
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from billing_app import models
from billing_app.data import Recorded
from billing_app.events import GatewayEvent, InboxPass, InboxState
from billing_app.rules.attempts import keepable
from billing_app.rules.gateway_events import from_stored
from billing_app.rules.retry import INBOX, delay_after
from billing_app.services import alerts
from billing_app.services.record_outcome import record_outcome
from domain_kit.actor import Actor, Role
from domain_kit.clock import business_date

# Only who acts for all employers may see this one.
EVERY_EMPLOYER = UUID(int=0)


def process_inbox(*, actor: Actor, limit: int = 500) -> InboxPass:
    """
    Apply the webhooks whose time has come, each in a transaction of its own; several workers share
    them (C-37). Safe to repeat.

    One about an attempt that is not known is parked: tried again after a minute, 5 minutes, half an
    hour, 2, 12, 24 and 24 hours, with an alert until then. One that says what cannot be is
    quarantined, with an alert.

    Raises:
        NotPermitted: unless finance or operator of all employers.
    """
    actor.require_role(Role.FINANCE, Role.OPERATOR)
    actor.require_employer(EVERY_EMPLOYER)
    ends: collections.Counter[InboxState] = collections.Counter()
    for _ in range(limit):
        end = _next()
        if end is None:
            break
        ends[end] += 1
    return InboxPass(
        done=ends[InboxState.DONE],
        parked=ends[InboxState.PARKED],
        quarantined=ends[InboxState.QUARANTINED],
    )


def _due() -> QuerySet[models.WebhookInbox]:
    waiting = (InboxState.RECEIVED, InboxState.PARKED)
    rows = models.WebhookInbox.objects.select_for_update(skip_locked=True, no_key=True)
    return rows.filter(state__in=waiting, next_at__lte=timezone.now()).order_by("next_at", "id")


def _next() -> InboxState | None:
    row = None
    try:
        with transaction.atomic():
            row = _due().first()
            return None if row is None else _apply(row)
    except Exception as exc:  # one webhook must not keep the others waiting
        if row is None:
            raise
        return _failed(row.pk, exc)


def _failed(pk: UUID, exc: Exception) -> InboxState:
    with transaction.atomic():
        row = models.WebhookInbox.objects.select_for_update(no_key=True).get(pk=pk)
        if row.state not in (InboxState.RECEIVED, InboxState.PARKED):
            return InboxState(row.state)  # another worker has done it meanwhile
        return _park(row, alerts.WEBHOOK, f"{type(exc).__name__}: {exc}")


def _apply(row: models.WebhookInbox) -> InboxState:
    if row.event is None:
        return _quarantine(row, alerts.WEBHOOK, "its body cannot be read")
    event = from_stored(row.event_id, row.event)
    if event.outcome is None:
        return _end(row, InboxState.DONE, "it tells of no outcome")
    attempt = _attempt(row.gateway, event)
    if attempt is None:
        what = event.attempt_id or event.reference or "nothing"
        return _park(row, alerts.UNKNOWN_REFERENCE, f"it names {what}, which no attempt has")
    day = business_date(attempt.invoice.account.time_zone)
    recorded = record_outcome(attempt.pk, event.outcome, received_on=day)
    if recorded is Recorded.QUARANTINED:
        # record_outcome has told finance already.
        return _end(row, InboxState.QUARANTINED, f"see the alerts of attempt {attempt.pk}")
    return _end(row, InboxState.DONE, f"attempt {attempt.pk}: {recorded.value}")


def _attempt(gateway: str, event: GatewayEvent) -> models.PaymentAttempt | None:
    rows = models.PaymentAttempt.objects.filter(gateway=gateway).select_related("invoice__account")
    if event.attempt_id is not None and (found := rows.filter(pk=event.attempt_id).first()):
        return found
    return rows.filter(gateway_reference=event.reference).first() if event.reference else None


def _park(row: models.WebhookInbox, kind: str, why: str) -> InboxState:
    delay = delay_after(row.tries + 1, INBOX, chance=random.random())  # noqa: S311 - no secret
    if delay is None:
        return _quarantine(row, kind, why)
    row.next_at = timezone.now() + delay
    _alert(row, kind, why)
    return _save(row, InboxState.PARKED, why)


def _quarantine(row: models.WebhookInbox, kind: str, why: str) -> InboxState:
    _alert(row, kind, why)
    row.next_at = None
    return _save(row, InboxState.QUARANTINED, why)


def _end(row: models.WebhookInbox, state: InboxState, why: str) -> InboxState:
    row.next_at, row.done_at = None, timezone.now()
    models.Alert.objects.filter(subject=row.pk, resolved_at=None).update(
        resolved_at=row.done_at, resolved_by="process_inbox"
    )
    return _save(row, state, why)


def _save(row: models.WebhookInbox, state: InboxState, why: str) -> InboxState:
    row.tries += 1
    row.state, row.detail = state, keepable(why, 300)
    row.save(update_fields=["state", "tries", "detail", "next_at", "done_at"])
    return state


def _alert(row: models.WebhookInbox, kind: str, why: str) -> None:
    alerts.raise_alert(
        kind,
        account_id=None,
        subject=row.pk,
        text=keepable(f"Webhook {row.event_id} of {row.gateway}: {why}. Look it up there.", 500),
    )
