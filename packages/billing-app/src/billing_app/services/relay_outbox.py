"""
Tell the endpoints what happened, each aggregate's events one after the other.
"""

import collections
import json
import random
from datetime import timedelta
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.utils import timezone

from billing_app import conf, models
from billing_app.events import DeliveryState, RelayPass
from billing_app.rules.attempts import keepable
from billing_app.rules.retry import DELIVERY, delay_after, retry_after
from billing_app.rules.signature import signatures
from billing_app.services import alerts
from billing_app.services.dispatch import require_no_transaction
from billing_app.services.post import Answer, post
from billing_app.services.publish import publish
from domain_kit.actor import Actor, Role

# Longer than a call may take, name resolution included.
LEASE = timedelta(minutes=2)
_EVERY_EMPLOYER = UUID(int=0)
_BATCH = 500
GONE = 410
SLOW_DOWN = (429, 503)
_CLAIM = """
    UPDATE billing_app_delivery SET lease = %(lease)s, leased_until = %(until)s, tries = tries + 1
    WHERE id = (
        SELECT delivery.id
        FROM billing_app_delivery delivery JOIN billing_app_endpoint endpoint
          ON endpoint.id = delivery.endpoint_id
        WHERE delivery.state = 'waiting' AND delivery.next_at <= %(now)s
          AND (delivery.leased_until IS NULL OR delivery.leased_until < %(now)s)
          AND endpoint.disabled_at IS NULL
          AND (endpoint.paused_until IS NULL OR endpoint.paused_until <= %(now)s)
          AND NOT EXISTS (
              SELECT 1 FROM billing_app_delivery earlier
              WHERE earlier.endpoint_id = delivery.endpoint_id
                AND earlier.aggregate = delivery.aggregate
                AND earlier.sequence < delivery.sequence AND earlier.state = 'waiting'
          )
          AND NOT EXISTS (
              SELECT 1 FROM billing_app_outbox earlier
              WHERE earlier.aggregate = delivery.aggregate
                AND earlier.sequence < delivery.sequence AND earlier.published_at IS NULL
          )
        ORDER BY delivery.next_at, delivery.id LIMIT 1
        FOR NO KEY UPDATE OF delivery SKIP LOCKED
    )
    RETURNING id
"""


def relay_outbox(*, actor: Actor, limit: int = 500) -> RelayPass:
    """
    Send up to `limit` events, signed, to the endpoints that want them (C-39, C-40). Every event
    arrives once or more: receivers know it by its webhook-id. An aggregate's events arrive in order,
    however many relays there are; one that waits for its next try keeps the later ones waiting.

    An answer of 2xx is a delivery. Everything else, a redirect too, is tried again, ten times over
    three days, and then given up with an alert; 410 disables the endpoint; 429 and 503 slow it down
    as long as their Retry-After says. No lock is held during a call.

    Raises:
        MustNotBeInTransaction: if called inside one.
        NotPermitted: unless finance or operator of all employers.
    """
    actor.require_role(Role.FINANCE, Role.OPERATOR)
    actor.require_employer(_EVERY_EMPLOYER)
    require_no_transaction("relay_outbox")
    published = 0
    while handed := publish(limit=_BATCH):
        published += handed
    ends: collections.Counter[DeliveryState] = collections.Counter()
    for _ in range(limit):
        lease = uuid4()
        delivery = _claim(lease)
        if delivery is None:
            break
        ends[_end(delivery, lease, _send(delivery))] += 1
    return RelayPass(
        published=published,
        delivered=ends[DeliveryState.DELIVERED],
        failed=ends[DeliveryState.WAITING],
        given_up=ends[DeliveryState.GIVEN_UP],
    )


def _claim(lease: UUID) -> models.WebhookDelivery | None:
    now = timezone.now()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_CLAIM, {"lease": lease, "until": now + LEASE, "now": now})
        found = cursor.fetchone()
    if found is None:
        return None
    rows = models.WebhookDelivery.objects.select_related("endpoint", "event")
    return rows.get(pk=found[0])


def _send(delivery: models.WebhookDelivery) -> Answer:
    event, endpoint, now = delivery.event, delivery.endpoint, timezone.now()
    body = json.dumps(
        {
            "id": str(event.pk),
            "type": event.topic,
            "timestamp": event.created_at.isoformat(),
            "aggregate": str(event.aggregate),
            "sequence": event.sequence,
            "data": event.payload,
        }
    ).encode()
    secrets = [endpoint.secret]
    if endpoint.former_until is not None and endpoint.former_until > now:
        secrets.append(endpoint.former_secret)
    stamp = int(now.timestamp())
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "billing-app",
        "Webhook-Id": str(event.pk),
        "Webhook-Timestamp": str(stamp),
        "Webhook-Signature": signatures(secrets, str(event.pk), stamp, body),
    }
    return post(endpoint.url, headers, body, loopback=conf.webhook_loopback())


def _end(delivery: models.WebhookDelivery, lease: UUID, answer: Answer) -> DeliveryState:
    with transaction.atomic():
        locked = models.WebhookDelivery.objects.select_for_update(no_key=True)
        row = locked.filter(pk=delivery.pk, lease=lease).first()
        if row is None:
            return DeliveryState.WAITING  # we took too long, and another relay has it
        row.lease = row.leased_until = None
        row.detail = keepable(answer.reason or f"answered {answer.status}", 200)
        if answer.status is not None and 200 <= answer.status < 300:
            _finish(row, DeliveryState.DELIVERED)
        else:
            _fail(row, delivery, answer)
        row.save()
        return DeliveryState(row.state)


def _fail(row: models.WebhookDelivery, delivery: models.WebhookDelivery, answer: Answer) -> None:
    now = timezone.now()
    delay = delay_after(row.tries, DELIVERY, chance=random.random())  # noqa: S311 - no secret
    if answer.status in SLOW_DOWN:
        pause = retry_after(answer.retry_after, now=now) or delay or DELIVERY[-1]
        delay = max(delay, pause) if delay is not None else None
        endpoints = models.WebhookEndpoint.objects.filter(pk=row.endpoint_id)
        endpoints.update(paused_until=now + pause)
    if answer.status == GONE:
        _disable(delivery)
        _finish(row, DeliveryState.GIVEN_UP)
    elif delay is None:
        _finish(row, DeliveryState.GIVEN_UP)
        alerts.raise_alert(
            alerts.NOT_DELIVERED,
            account_id=delivery.event.account_id,
            subject=row.pk,
            text=f"Event {row.event_id} was sent to {delivery.endpoint.url[:200]} {row.tries} times "
            f"in vain ({row.detail}). Ask its owner, who can list what was missed.",
        )
    else:
        row.next_at = now + delay


def _finish(row: models.WebhookDelivery, state: DeliveryState) -> None:
    row.state, row.ended_at = state, timezone.now()


def _disable(delivery: models.WebhookDelivery) -> None:
    rows = models.WebhookEndpoint.objects.filter(pk=delivery.endpoint_id, disabled_at=None)
    rows.update(disabled_at=timezone.now(), disabled_reason="It answered 410: it is gone.")
    alerts.raise_alert(
        alerts.ENDPOINT,
        account_id=None,
        subject=delivery.endpoint_id,
        text=f"Endpoint {delivery.endpoint.url[:200]} answered 410 and is disabled. Register it "
        "again if it is not gone.",
    )
