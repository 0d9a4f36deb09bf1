"""
What does a caller hear while the database restarts, is full, or takes too long?
"""

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from host.edge.problems import problem
from host.telemetry.context import note_error

AGAIN_SECONDS = 5


def add_unavailable(api: NinjaAPI) -> None:
    """
    Let what the database could not do be 503: nothing was stored, and the same key may ask again.
    """
    for kind in (OperationalError, InterfaceError):
        api.add_exception_handler(kind, _unavailable)


def _unavailable(request: HttpRequest, error: Exception) -> HttpResponse:
    note_error(error)
    answer = problem(
        "database-unavailable",
        "DatabaseUnavailable",
        f"The database could not answer. Send the same request, with the same Idempotency-Key, "
        f"again in {AGAIN_SECONDS} seconds.",
        503,
    )
    answer["Retry-After"] = str(AGAIN_SECONDS)
    return answer
