"""
Keep a gateway's webhook, if it is the gateway's, before anything is done about it.
"""

import json
from collections.abc import Callable, Mapping

from django.db import connection
from django.utils import timezone

from billing_app import conf
from billing_app.errors import SignatureInvalid
from billing_app.events import GatewayEvent, InboxState, WebhookReceipt
from billing_app.ports import name_of
from billing_app.rules.attempts import keepable
from billing_app.rules.gateway_events import read_body, to_stored
from billing_app.rules.signature import LONGEST_ID, require_signature
from domain_kit.identifiers import new_id

LONGEST_BODY = 1_000_000
_KEPT = ("content-type", "user-agent", "webhook-id", "webhook-timestamp", "webhook-signature")
_INSERT = """
    INSERT INTO billing_app_webhook_inbox
        (id, gateway, event_id, body, headers, event, state, tries, detail)
    VALUES (%s, %s, %s, %s, %s::jsonb, %s::jsonb, %s, 0, '')
    ON CONFLICT (gateway, event_id) DO NOTHING
"""


def ingest_webhook(*, gateway: str, headers: Mapping[str, str], body: bytes) -> WebhookReceipt:
    """
    Keep a webhook of a gateway, named by its class, once per event id (C-37); `process_inbox` does
    what it says. `body` is the raw bytes as they came.

    The configured gateway verifies it by its `parse_event`, if it has one; else it is verified as
    Standard Webhooks says (C-38), with the gateway's secrets of BILLING_WEBHOOK_SECRETS. The
    signature says who asks: there is no actor, and the event's id is the idempotency key.

    Raises:
        SignatureInvalid: if it is not the gateway's, or cannot be read. Nothing is kept.
    """
    if len(body) > LONGEST_BODY:
        raise SignatureInvalid(f"it is longer than {LONGEST_BODY} bytes")
    event_id, event = _verified(gateway, headers, body)
    stored = None if event is None else json.dumps(to_stored(event))
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT,
            [
                new_id(),
                gateway,
                event_id,
                body,
                json.dumps(_headers(headers)),
                stored,
                InboxState.RECEIVED.value,
            ],
        )
        repeated = cursor.rowcount == 0
    return WebhookReceipt(gateway=gateway, event_id=event_id, repeated=repeated)


def _verified(
    gateway: str, headers: Mapping[str, str], body: bytes
) -> tuple[str, GatewayEvent | None]:
    configured = conf.payment_gateway.resolve()
    parse = getattr(configured, "parse_event", None)
    if parse is not None and gateway == name_of(configured):
        return _asked(parse, headers, body)
    secrets = conf.webhook_secrets(gateway)
    if not secrets:
        raise SignatureInvalid("no secret of this gateway is known")
    event_id = require_signature(secrets, headers, body, now=timezone.now())
    return event_id, read_body(event_id, body)


def _asked(
    parse: Callable[[Mapping[str, str], bytes], GatewayEvent],
    headers: Mapping[str, str],
    body: bytes,
) -> tuple[str, GatewayEvent]:
    try:
        event = parse(headers, body)
        event_id = event.event_id
        json.dumps(to_stored(event))
    except SignatureInvalid:
        raise
    except Exception as exc:  # whatever its bytes are, they are no reason to fail
        raise SignatureInvalid("the gateway's own check does not accept it") from exc
    if not isinstance(event_id, str) or keepable(event_id, LONGEST_ID) != event_id or not event_id:
        raise SignatureInvalid(f"its event has no id of 1 to {LONGEST_ID} characters")
    return event_id, event


def _headers(headers: Mapping[str, str]) -> dict[str, str]:
    given = {str(name).lower(): value for name, value in headers.items()}
    return {name: keepable(given[name], 1000) for name in _KEPT if name in given}
