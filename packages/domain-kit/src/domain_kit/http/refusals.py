"""
How is a refusal answered where the host has not said how?

ninja keeps the handlers of exceptions in the API, not in a router: without one every refusal of a
domain was a 500 in a host that only mounted the router.
"""

import functools
import inspect
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from domain_kit.errors import DomainError

MEDIA_TYPE = "application/problem+json"
_API = "_domain_kit_api"


def problem_answer(refusal: DomainError) -> HttpResponse:
    """
    The refusal as a problem answer (RFC 9457).
    """
    body = {
        "type": refusal.code,
        "title": type(refusal).__name__,
        "detail": str(refusal),
        "status": refusal.http_status,
    }
    return JsonResponse(body, status=refusal.http_status, content_type=MEDIA_TYPE)


def noting_api(run: Callable[..., Any]) -> Callable[..., Any]:
    """
    A decorator of `Operation.run`: it notes which API the operation is mounted in, for the
    handler has nothing but the request.
    """
    operation = getattr(inspect.unwrap(run), "__self__", None)

    @functools.wraps(run)
    def noted(request: HttpRequest, **values: Any) -> Any:
        setattr(request, _API, getattr(operation, "api", None))
        return run(request, **values)

    return noted


def answered_here(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    """
    The problem answer, unless the API has a handler of its own for this refusal.

    Raises:
        DomainError: the refusal, for the host's handler.
    """
    # ninja has no public way to ask: it registers one for Exception itself, which is no host's.
    handlers = getattr(getattr(request, _API, None), "_exception_handlers", None)
    if handlers is None or _is_handled(type(refusal), handlers):
        raise refusal
    return problem_answer(refusal)


def _is_handled(kind: type[DomainError], handlers: dict[type[BaseException], Any]) -> bool:
    return any(base in handlers for base in kind.__mro__ if base not in (Exception, BaseException))
