"""
A collector of OpenTelemetry that keeps what it is sent, as one with a file exporter does.
"""

import contextlib
import dataclasses
import http.server
import threading
from collections.abc import Iterator
from typing import Any


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """
    What one span says.
    """

    id: bytes
    parent: bytes
    trace: bytes
    name: str
    started: int
    milliseconds: float
    attributes: dict[str, str]
    events: int
    status: str


@dataclasses.dataclass(slots=True)
class Collector:
    """
    Its address, and what has come.
    """

    address: str
    bodies: dict[str, list[bytes]] = dataclasses.field(
        default_factory=lambda: {"/v1/traces": [], "/v1/metrics": []}
    )

    def spans(self) -> list[Span]:
        """
        Every span, by its beginning.
        """
        from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
            ExportTraceServiceRequest,
        )

        found = []
        for body in self.bodies["/v1/traces"]:
            for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
                for scope in resource.scope_spans:
                    found += [_span(each) for each in scope.spans]
        return sorted(found, key=lambda each: each.started)

    def metrics(self) -> set[str]:
        """
        The names of every metric.
        """
        from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import (
            ExportMetricsServiceRequest,
        )

        return {
            metric.name
            for body in self.bodies["/v1/metrics"]
            for resource in ExportMetricsServiceRequest.FromString(body).resource_metrics
            for scope in resource.scope_metrics
            for metric in scope.metrics
        }


def _span(given: Any) -> Span:
    return Span(
        id=given.span_id,
        parent=given.parent_span_id,
        trace=given.trace_id,
        name=given.name,
        started=given.start_time_unix_nano,
        milliseconds=(given.end_time_unix_nano - given.start_time_unix_nano) / 1e6,
        attributes={each.key: each.value.string_value for each in given.attributes},
        events=len(given.events),
        status=given.status.message,
    )


def tree(spans: list[Span]) -> list[str]:
    """
    The spans as text, each under the one that called it.
    """
    known = {each.id for each in spans}
    lines: list[str] = []

    def put(parent: Span | None, depth: int) -> None:
        for each in spans:
            if each.parent == parent.id if parent else each.parent not in known:
                said = each.attributes.get("db.statement", "")
                told = f"{each.name}  {' '.join(said.split())[:60]}".rstrip()
                lines.append(f"{each.milliseconds:8.1f} ms  {'  ' * depth}{told}")
                put(each, depth + 1)

    put(None, 0)
    return lines


@contextlib.contextmanager
def collector() -> Iterator[Collector]:
    """
    One that listens on a free port.
    """

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept.bodies.setdefault(self.path, []).append(body)
            self.send_response(200)
            self.send_header("Content-Type", "application/x-protobuf")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *words: Any) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept = Collector(address=f"http://127.0.0.1:{server.server_address[1]}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield kept
    finally:
        server.shutdown()
        server.server_close()
