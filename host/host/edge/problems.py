"""
How does every refusal, also one that no domain made, become a problem answer (RFC 9457)?
"""

import json
import re
from decimal import InvalidOperation
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from domain_kit.errors import DomainError
from host.edge.broken import TOO_LARGE
from host.edge.storable import Fault, NotJson, Unstorable, places

MEDIA_TYPE = "application/problem+json"
_WIDTH = re.compile(r"character varying\((\d+)\)")
# The smallest whole number that a numeric column of the domains may be too narrow for.
_HUGE = 10**9


def problem(code: str, title: str, detail: str, status: int, **more: object) -> HttpResponse:
    """
    An `application/problem+json` answer.
    """
    body: dict[str, Any] = {"type": code, "title": title, "detail": detail, "status": status}
    body |= more
    return JsonResponse(body, status=status, content_type=MEDIA_TYPE)


def add_handlers(api: NinjaAPI) -> None:
    """
    Let every refusal of an API end here.
    """
    api.add_exception_handler(DomainError, _refused)
    api.add_exception_handler(AuthenticationError, _unknown_caller)
    api.add_exception_handler(ValidationError, _unreadable)
    api.add_exception_handler(Unstorable, _unstorable)
    api.add_exception_handler(HttpError, _http_error)
    api.add_exception_handler(Http404, _nothing_there)
    api.add_exception_handler(SuspiciousOperation, _unsound)
    api.add_exception_handler(UnreadablePostError, _cut_off)
    for kind in (DataError, InvalidOperation, OverflowError):
        api.add_exception_handler(kind, _too_wide)


def _refused(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    # Some say where in the request it is: which line of a batch, which person.
    faults = getattr(refusal, "faults", ())
    more = {"errors": [dict(fault) for fault in faults]} if faults else {}
    return problem(refusal.code, type(refusal).__name__, str(refusal), refusal.http_status, **more)


def _unknown_caller(request: HttpRequest, refusal: AuthenticationError) -> HttpResponse:
    """
    Nobody is logged in, and no known token came along.
    """
    return problem(
        "not-authenticated",
        "NotAuthenticated",
        "Log in, or send a known token as `Authorization: Bearer <token>`.",
        401,
    )


def _unreadable(request: HttpRequest, refusal: ValidationError) -> HttpResponse:
    """
    A request that does not fit its schema, with every place where it does not.
    """
    return _invalid(
        [
            {"at": ".".join(map(str, fault["loc"])), "problem": fault["msg"]}
            for fault in refusal.errors
        ]
    )


def _unstorable(request: HttpRequest, refusal: Unstorable) -> HttpResponse:
    return _invalid(refusal.faults)


def _http_error(request: HttpRequest, refusal: HttpError) -> HttpResponse:
    """
    What ninja refuses itself: above all a body that is no JSON.
    """
    if isinstance(refusal.__cause__, Unstorable):
        return _invalid(refusal.__cause__.faults)
    if isinstance(refusal.__cause__, NotJson):
        return _refused(request, refusal.__cause__)
    if refusal.status_code == 400:
        return _invalid([{"at": "body", "problem": "It is not JSON"}])
    return problem(f"http-{refusal.status_code}", "HttpError", refusal.message, refusal.status_code)


def _unsound(request: HttpRequest, refusal: SuspiciousOperation) -> HttpResponse:
    """
    What Django will not read on: too much of it, or a host or an upload that cannot be meant.
    """
    if isinstance(refusal, TOO_LARGE):
        sentence = "The request is larger than this host reads. Send less at a time."
        return problem("too-large", "TooLarge", sentence, 413)
    return problem("bad-request", "BadRequest", "The request cannot be read as it is.", 400)


def _cut_off(request: HttpRequest, refusal: UnreadablePostError) -> HttpResponse:
    """
    The caller stopped sending; nobody may be left to read this.
    """
    return problem(
        "bad-request", "BadRequest", "The request ended before its end. Send it again.", 400
    )


def _nothing_there(request: HttpRequest, refusal: Http404) -> HttpResponse:
    return problem("not-found", "NotFound", "There is nothing at this address.", 404)


def _too_wide(request: HttpRequest, refusal: Exception) -> HttpResponse:
    """
    The database, or arithmetic, could not take a value that the domain's schema let pass. Nothing
    was stored; which values may be meant is told by their size.
    """
    width = _WIDTH.search(str(refusal))
    found = [
        place for place, value in places(_body(request), "body") if _may_be_meant(value, width)
    ]
    said = f"It is longer than {width[1]} characters" if width else "It is too large to be stored"
    return _invalid([{"at": place, "problem": said} for place in found or ["body"]])


def _body(request: HttpRequest) -> Any:
    try:
        return json.loads(request.body)
    except ValueError:
        return {}


def _may_be_meant(value: object, width: re.Match[str] | None) -> bool:
    if width:
        return isinstance(value, str) and len(value) > int(width[1])
    return isinstance(value, int) and abs(value) >= _HUGE


def _invalid(faults: list[Fault]) -> HttpResponse:
    detail = "; ".join(f"{fault['at']}: {fault['problem']}" for fault in faults)
    return problem("invalid-request", "InvalidRequest", detail, 422, errors=faults)
