"""
How do the domains' routers become one API, and who may call it?
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError
from ninja.security import HttpBearer, SessionAuth

from benefits_app.http import router as benefits
from billing_app.http import router as billing
from domain_kit.actor import Actor
from domain_kit.errors import DomainError
from enrolments_app.http import router as enrolments
from host.directory.actors import actor_for, actor_for_token


class BySession(SessionAuth):
    """
    A browser that is logged in; POSTs carry a CSRF token.
    """

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        return actor_for(request.user) if request.user.is_authenticated else None


class ByToken(HttpBearer):
    """
    A program, with `Authorization: Bearer <token>`.
    """

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        return actor_for_token(token)


api = NinjaAPI(
    title="Benefits platform",
    version="1",
    description="Benefits, enrolments and billing. Commands take an Idempotency-Key header.",
    auth=[ByToken(), BySession()],
    urls_namespace="api-v1",
)
api.add_router("/benefits", benefits)
api.add_router("/enrolments", enrolments)
api.add_router("/billing", billing)


@api.exception_handler(DomainError)
def refuse(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    """
    A refusal of any domain as a problem answer (RFC 9457).
    """
    return problem(refusal.code, type(refusal).__name__, str(refusal), refusal.http_status)


@api.exception_handler(AuthenticationError)
def unknown_caller(request: HttpRequest, refusal: AuthenticationError) -> HttpResponse:
    """
    Nobody is logged in, and no known token came along.
    """
    return problem(
        "not-authenticated",
        "NotAuthenticated",
        "Log in, or send a known token as `Authorization: Bearer <token>`.",
        401,
    )


@api.exception_handler(ValidationError)
def unreadable(request: HttpRequest, refusal: ValidationError) -> HttpResponse:
    """
    A request that does not fit its schema, with every place where it does not.
    """
    faults = [
        {"at": ".".join(map(str, fault["loc"])), "problem": fault["msg"]}
        for fault in refusal.errors
    ]
    detail = "; ".join(f"{fault['at']}: {fault['problem']}" for fault in faults)
    return problem("invalid-request", "InvalidRequest", detail, 422, errors=faults)


def problem(code: str, title: str, detail: str, status: int, **more: object) -> HttpResponse:
    """
    An `application/problem+json` answer.
    """
    body: dict[str, Any] = {"type": code, "title": title, "detail": detail, "status": status}
    body |= more
    return JsonResponse(body, status=status, content_type="application/problem+json")
