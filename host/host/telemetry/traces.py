"""
How is what happens told to a collector? By OpenTelemetry's own instrumentations, if it has an
address: OTEL_EXPORTER_OTLP_ENDPOINT turns it on, and nothing else is needed.
"""

import contextlib
import importlib
import os
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

ADDRESS = "OTEL_EXPORTER_OTLP_ENDPOINT"
NEEDED = "opentelemetry.instrumentation.django"
MIDDLEWARE = "opentelemetry.instrumentation.django.middleware.otel_middleware._DjangoMiddleware"
# Behind the probes and the line of each request, which give it its id.
SITE_POSITION, API_POSITION = 2, 1


def is_on() -> bool:
    """
    Whether a collector has an address.
    """
    return bool(os.environ.get(ADDRESS, "").strip())


def begin() -> None:
    """
    Trace requests, statements, commands of the domains, and ports, from now on, if it is wanted.

    Raises:
        ImproperlyConfigured: if it is wanted, and OpenTelemetry is not installed.
    """
    if not is_on():
        return
    try:
        importlib.import_module(NEEDED)
    except ImportError as exc:
        raise ImproperlyConfigured(
            f"{ADDRESS} is set, and OpenTelemetry is not installed ({exc}). Install the environment "
            "of requirements/host.txt, or unset it."
        ) from exc
    from host.telemetry import exporting, spans

    exporting.begin()
    _instrument()
    spans.wrap_commands()
    spans.wrap_ports()


def _instrument() -> None:
    from opentelemetry.instrumentation.django import DjangoInstrumentor
    from opentelemetry.instrumentation.psycopg import PsycopgInstrumentor

    DjangoInstrumentor().instrument(response_hook=_described, middleware_position=SITE_POSITION)
    settings.API_MIDDLEWARE.insert(API_POSITION, MIDDLEWARE)
    # Statements with the places of their values, never the values.
    PsycopgInstrumentor().instrument(capture_parameters=False)


def _described(span: Any, request: Any, response: Any) -> None:
    """
    The request by its pattern: an address has ids, and a query what somebody typed.
    """
    from host.telemetry.context import current_id

    route = getattr(request.resolver_match, "route", None) or "unknown"
    span.update_name(f"{request.method} {route}")
    for name in ("http.route", "http.target", "http.url"):
        span.set_attribute(name, route)
    span.set_attribute("request.id", current_id())


@contextlib.contextmanager
def span(name: str) -> Iterator[None]:
    """
    What is done inside, as one span; nothing at all if traces are off.
    """
    if not is_on():
        yield
        return
    from opentelemetry import trace

    with trace.get_tracer("host").start_as_current_span(name):
        yield
