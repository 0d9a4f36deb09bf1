"""
What does a caller hear while the database restarts, is full, or takes too long?
"""

from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from host.edge.problems import problem
from host.telemetry.context import note_error

AGAIN_SECONDS = 5
GONE = (OperationalError, InterfaceError)


def add_unavailable(api: NinjaAPI) -> None:
    """
    Let what the database could not do be 503: nothing was stored, and the same key may ask again.
    """
    for kind in GONE:
        api.add_exception_handler(kind, _unavailable)


def _unavailable(request: HttpRequest, error: Exception) -> HttpResponse:
    note_error(error)
    return _come_again(
        problem(
            "database-unavailable",
            "DatabaseUnavailable",
            "The database could not answer. Send the same request, with the same Idempotency-Key, "
            f"again in {AGAIN_SECONDS} seconds.",
            503,
        )
    )


def _come_again(answer: HttpResponse) -> HttpResponse:
    answer["Retry-After"] = str(AGAIN_SECONDS)
    return answer


class PagesSaySo:
    """
    Middleware that gives people the same answer: the page it would be drawn in asks the database,
    too, so it is one sentence.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """
        For what a view raised.
        """
        if not isinstance(error, GONE):
            return None
        note_error(error)
        return _come_again(
            HttpResponse(
                "The site cannot reach its database. What you sent was not stored: go back, and "
                "send it again in a moment.\n",
                status=503,
                content_type="text/plain",
            )
        )
