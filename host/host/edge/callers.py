"""
Who calls: a program with a token, or a browser that is logged in?
"""

from django.http import HttpRequest
from ninja.security import HttpBearer, SessionAuth
from ninja.utils import check_csrf

from domain_kit.actor import Actor
from domain_kit.errors import DomainError
from host.directory.actors import actor_for
from host.directory.tokens.errors import LogInNeeded
from host.directory.tokens.grants import grant_for


class ForgedRequest(DomainError):
    """
    The session is somebody's, and the request does not prove that it comes from our own pages.
    """

    code = "csrf-failed"
    http_status = 403

    def __str__(self) -> str:
        return (
            "The request carries a log-in and no valid CSRF token. Send the token of the page as "
            "X-CSRFToken, or authenticate with `Authorization: Bearer <token>`."
        )


class ByToken(HttpBearer):
    """
    A program, with `Authorization: Bearer <token>`.
    """

    def __call__(self, request: HttpRequest) -> Actor | None:
        """
        As ninja's, without parsing every other header for this one.
        """
        scheme, _, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        return self.authenticate(request, token) if scheme.lower() == self.openapi_scheme else None

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        grant = grant_for(token)
        if grant is None:
            return None
        grant.require(method=str(request.method), domain=_domain(request))
        return grant.actor


class NotByToken(HttpBearer):
    """
    Before addresses that are for people: a good token is told so, another one is unknown.
    """

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        if grant_for(token) is not None:
            raise LogInNeeded
        return None


class BySession(SessionAuth):
    """
    A browser that is logged in; POSTs carry a CSRF token. Who is nobody is told so, and not that
    a token of a page is missing: a program has no page.
    """

    def __init__(self) -> None:
        super().__init__(csrf=False)

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        if "Authorization" in request.headers or not request.user.is_authenticated:
            return None
        actor = actor_for(request.user)
        if actor is not None and check_csrf(request):
            raise ForgedRequest
        return actor


def _domain(request: HttpRequest) -> str:
    """
    The part of the API: `enrolments` of /api/v1/enrolments/…
    """
    return (request.path_info.split("/", 4) + [""] * 4)[3]
