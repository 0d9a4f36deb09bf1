"""
An API of this domain's routers, and somebody who calls it by name.
"""

import uuid

from django.http import JsonResponse
from ninja import NinjaAPI
from ninja.security import HttpBearer
from ninja.testing import TestClient

from domain_kit.errors import DomainError
from enrolments_app import http, http_people

NUL, LONG = "a\0b", "x" * 400
ACTORS = {}


class ByName(HttpBearer):
    """A token is the actor's name."""

    def authenticate(self, request, token):
        return ACTORS.get(token)


def make_site():
    made = NinjaAPI(urls_namespace="people-tests", auth=ByName())
    made.add_router("", http.router)
    made.add_router("", http_people.router)

    @made.exception_handler(DomainError)
    def refused(request, refusal):
        body = {"type": refusal.code, "detail": str(refusal)}
        return JsonResponse(body, status=refusal.http_status)

    return made


def caller(site):
    """`call("hr", "post", "/waivers/", body)`, as one of ACTORS."""
    client = TestClient(site)

    def send(who, method, path, body=None, key=None):
        headers = {"Authorization": f"Bearer {who}", "Idempotency-Key": key or uuid.uuid4().hex}
        options = {} if body is None else {"json": body}
        return getattr(client, method)(path, headers=headers, user=None, **options)

    return send
