"""
The REST routes of webhooks: what gateways tell us, and where our events go. Part of
`billing_app.http.router`.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Schema

from billing_app import api
from domain_kit.http import (
    DomainRouter,
    IdempotencyKey,
    Page,
    PageOf,
    Problem,
    Reason,
    Text,
    actor_of,
    created,
)

router = DomainRouter(tags=["billing webhooks"])

_UNSIGNED = {
    "description": "Not the gateway's, or unreadable: nothing is kept",
    "content": {"application/problem+json": {"schema": Problem.model_json_schema()}},
}


class ReceivedOut(Schema):
    gateway: str
    event_id: str
    repeated: bool


class EndpointIn(Schema):
    url: Text(500, 1)  # type: ignore[valid-type]  # it makes a type
    employer_id: UUID | None = None
    topics: list[api.Topic] = []


class EndpointOut(Schema):
    id: UUID
    employer_id: UUID | None
    url: str
    topics: list[str]
    disabled_at: dt.datetime | None
    disabled_reason: str


class EndpointSecretOut(Schema):
    endpoint: EndpointOut
    secret: str | None


class DisableIn(Schema):
    reason: Reason


@router.post(
    "/webhooks/{gateway}",
    auth=None,
    response=ReceivedOut,
    openapi_extra={"responses": {400: _UNSIGNED}},
    summary="What a gateway tells us; its signature says who it is",
)
def ingest_webhook(
    request: HttpRequest,
    gateway: Text(100, 1),  # type: ignore[valid-type]
) -> Any:
    """
    The raw body, whatever its content type. Kept, and answered at once; `billing_inbox` applies it.
    """
    return api.ingest_webhook(gateway=gateway, headers=request.headers, body=request.body)


@router.get("/webhook-endpoints", response=PageOf[EndpointOut], summary="Where events are sent to")
def list_endpoints(request: HttpRequest, page: Query[Page]) -> Any:
    (after,) = page.place(UUID) or (None,)
    found = api.list_endpoints(actor=actor_of(request), limit=page.limit + 1, after=after)
    return page.answer(found, place=lambda each: (each.id,))


@router.post(
    "/webhook-endpoints", response={201: EndpointSecretOut}, summary="Send events to a URL"
)
def register_endpoint(
    request: HttpRequest, body: EndpointIn, idempotency_key: IdempotencyKey
) -> Any:
    made = api.register_endpoint(
        actor=actor_of(request),
        idempotency_key=idempotency_key,
        url=body.url,
        employer_id=body.employer_id,
        topics=body.topics,
    )
    return created(made)


@router.post(
    "/webhook-endpoints/{endpoint_id}/rotate",
    response=EndpointSecretOut,
    summary="Sign with a new secret",
)
def rotate_secret(request: HttpRequest, endpoint_id: UUID, idempotency_key: IdempotencyKey) -> Any:
    return api.rotate_secret(
        actor=actor_of(request), idempotency_key=idempotency_key, endpoint_id=endpoint_id
    )


@router.post(
    "/webhook-endpoints/{endpoint_id}/disable",
    response=EndpointOut,
    summary="Send nothing to an endpoint any more",
)
def disable_endpoint(
    request: HttpRequest, endpoint_id: UUID, body: DisableIn, idempotency_key: IdempotencyKey
) -> Any:
    return api.disable_endpoint(
        actor=actor_of(request),
        idempotency_key=idempotency_key,
        endpoint_id=endpoint_id,
        reason=body.reason,
    )
