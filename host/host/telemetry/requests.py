"""
A line for each request: who asked for what, what became of it, and how long it took.
"""

import json
import logging
import re
import sys
from collections.abc import Callable
from typing import Any

from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponse

from host.telemetry.context import Work, new_id, note_error, work
from host.telemetry.lines import FIELDS, error_name

HEADER = "X-Request-ID"
_GIVEN = "HTTP_X_REQUEST_ID"  # read from the environment: `headers` would parse every other one
SANE = re.compile(r"[A-Za-z0-9._-]{8,64}")
PROBLEM = "application/problem+json"
logger = logging.getLogger("host.requests")


class LoggedRequests:
    """
    Middleware, before all others that ask anything: an id for each request, which the answer
    carries back, and one line, of a failure with its trace.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.META.get(_GIVEN, "")
        with work(given if SANE.fullmatch(given) else new_id()) as done:
            request.is_logged = True  # type: ignore[attr-defined]  # for host.telemetry.lines
            response = self.get_response(request)
            response[HEADER] = done.request_id
            _log(request, response, done)
        return response


def _log(request: HttpRequest, response: HttpResponse, done: Work) -> None:
    failed = response.status_code >= 500
    fields: dict[str, Any] = {
        "request_id": done.request_id,
        "actor": done.actor or _user(request),
        "method": request.method,
        "command": done.command or getattr(request.resolver_match, "view_name", None) or None,
        # The pattern, never the address: that has ids.
        "route": getattr(request.resolver_match, "route", None),
        "status": response.status_code,
        "outcome": done.refusal or outcome_of(response),
        "duration_ms": done.milliseconds(),
    }
    if done.error is not None and response.status_code != 500:
        fields["error"] = error_name(done.error)
    told = done.error if done.error is not None and response.status_code == 500 else None
    level = logging.ERROR if failed else logging.INFO
    if logger.isEnabledFor(level):
        # Without a look at the stack for the line of this call, which nobody is told.
        record = logger.makeRecord(
            logger.name,
            level,
            __file__,
            0,
            "request",
            (),
            (type(told), told, told.__traceback__) if told else None,
            extra={FIELDS: fields},
        )
        logger.handle(record)


def outcome_of(response: HttpResponse) -> str:
    """
    `ok`, `refused` or `failed`; of a problem answer its permanent code.
    """
    if response.status_code < 400:
        return "ok"
    if response.headers.get("Content-Type", "").startswith(PROBLEM) and not response.streaming:
        try:
            return str(json.loads(response.content)["type"])
        except (ValueError, KeyError, TypeError):
            pass
    return "failed" if response.status_code >= 500 else "refused"


def _user(request: HttpRequest) -> int | None:
    # Only if it was asked for: a line costs no query.
    user = getattr(request, "_cached_user", None)
    return getattr(user, "pk", None)


def _remember(**kwargs: Any) -> None:
    note_error(sys.exc_info()[1])


got_request_exception.connect(_remember, dispatch_uid="host.telemetry")
