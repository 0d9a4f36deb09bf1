"""
Say where events are sent to, and with which secret.
"""

import base64
import datetime as dt
import secrets
from collections.abc import Callable, Sequence
from uuid import UUID

from django.utils import timezone

from billing_app import conf, models
from billing_app.errors import EndpointNotFound, UnusableValue
from billing_app.events import Endpoint, EndpointSecret, Topic
from billing_app.queries.endpoints import endpoint_value, visible_endpoints
from billing_app.rules.addresses import require_url
from billing_app.rules.signature import PREFIX
from billing_app.rules.usable import require_text
from billing_app.services.once import once_at
from domain_kit.actor import Actor, Role

# What a receiver has to take the new secret over; until then both sign.
ROTATION = dt.timedelta(hours=24)
_EVERYBODY = UUID(int=0)


def register_endpoint(
    *,
    actor: Actor,
    idempotency_key: str,
    url: str,
    employer_id: UUID | None = None,
    topics: Sequence[Topic | str] = (),
) -> EndpointSecret:
    """
    Send the events of an employer, or of all for who acts for all, to a public https URL: those of
    the topics, or all. What happened before is not sent.

    Raises:
        EndpointNotAllowed: if no event may be sent to the URL (C-39).
        UnusableValue: if there is no such topic.
        NotPermitted: unless finance or operator of the employer.
        IdempotencyConflict: if the key was used for something else.
    """
    actor.require_employer(employer_id or _EVERYBODY)
    shown: list[str] = []

    def execute() -> UUID:
        actor.require_role(Role.FINANCE, Role.OPERATOR)
        require_url(url, loopback=conf.webhook_loopback())
        shown.append(_new_secret())
        row = models.WebhookEndpoint.objects.create(
            employer_id=employer_id, url=url, topics=_topics(topics), secret=shown[0]
        )
        return row.pk

    endpoint_id = once_at(
        employer_id or _EVERYBODY,
        "register_endpoint",
        actor=actor,
        idempotency_key=idempotency_key,
        request={"url": url, "topics": sorted(map(str, topics))},
        execute=execute,
    )
    return _shown(actor, endpoint_id, shown)


def rotate_secret(*, actor: Actor, idempotency_key: str, endpoint_id: UUID) -> EndpointSecret:
    """
    Give an endpoint a new secret; for a day both sign.

    Raises:
        EndpointNotFound: if the actor can see no such endpoint.
        NotPermitted: unless finance or operator.
        IdempotencyConflict: if the key was used for something else.
    """
    shown: list[str] = []

    def change(row: models.WebhookEndpoint) -> None:
        shown.append(_new_secret())
        row.former_secret, row.former_until = row.secret, timezone.now() + ROTATION
        row.secret = shown[0]

    _change("rotate_secret", actor, idempotency_key, endpoint_id, {}, change)
    return _shown(actor, endpoint_id, shown)


def disable_endpoint(
    *, actor: Actor, idempotency_key: str, endpoint_id: UUID, reason: str
) -> Endpoint:
    """
    Send nothing to an endpoint any more; one that is disabled stays as it is.

    Raises:
        EndpointNotFound: if the actor can see no such endpoint.
        UnusableValue: if the reason is empty or cannot be kept.
        NotPermitted: unless finance or operator.
        IdempotencyConflict: if the key was used for something else.
    """

    def change(row: models.WebhookEndpoint) -> None:
        require_text("reason", reason, longest=200, shortest=1)
        if row.disabled_at is None:
            row.disabled_at, row.disabled_reason = timezone.now(), reason

    _change("disable_endpoint", actor, idempotency_key, endpoint_id, {"reason": reason}, change)
    return endpoint_value(visible_endpoints(actor).get(pk=endpoint_id))


def _change(
    command: str,
    actor: Actor,
    idempotency_key: str,
    endpoint_id: UUID,
    request: dict[str, str],
    change: Callable[[models.WebhookEndpoint], None],
) -> None:
    row = visible_endpoints(actor).filter(pk=endpoint_id).first()
    if row is None:
        actor.require_role(Role.FINANCE, Role.OPERATOR)
        raise EndpointNotFound(endpoint_id)

    def execute() -> UUID:
        actor.require_role(Role.FINANCE, Role.OPERATOR)
        locked = models.WebhookEndpoint.objects.select_for_update(no_key=True).get(pk=endpoint_id)
        change(locked)
        locked.save()
        return endpoint_id

    once_at(
        row.employer_id or _EVERYBODY,
        command,
        actor=actor,
        idempotency_key=idempotency_key,
        request={"endpoint": str(endpoint_id), **request},
        execute=execute,
    )


def _shown(actor: Actor, endpoint_id: UUID, shown: list[str]) -> EndpointSecret:
    row = visible_endpoints(actor).get(pk=endpoint_id)
    return EndpointSecret(endpoint=endpoint_value(row), secret=shown[0] if shown else None)


def _new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def _topics(given: Sequence[Topic | str]) -> list[str]:
    try:
        return sorted({Topic(each).value for each in given})
    except ValueError as exc:
        raise UnusableValue("A topic", f"one of {', '.join(Topic)}") from exc
