"""
How does a probe get its answer in time, whatever host it names and whatever the database does?
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from host import health

PATHS = {"/livez": health.livez, "/readyz": health.readyz}


class Probes:
    """
    The first middleware: a balancer asks by address, in plain HTTP, and is answered before the host
    is looked at, a session is read, or a line is logged.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        probe = PATHS.get(request.path_info)
        if probe is None:
            return self.get_response(request)
        request.is_logged = True  # type: ignore[attr-defined]  # for host.telemetry.lines
        return probe(request)
