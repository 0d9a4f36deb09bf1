"""
Where do spans and metrics go, and what is left out of them on the way?
"""

import os
from collections.abc import Sequence

from opentelemetry import metrics, trace
from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.trace import Status

SERVICE = "benefits-host"


def begin() -> None:
    """
    Send both by OTLP over HTTP; OpenTelemetry's own variables say where, how often, and as whom.
    """
    named = {} if "OTEL_SERVICE_NAME" in os.environ else {"service.name": SERVICE}
    resource = Resource.create(named)
    traces = TracerProvider(resource=resource)
    traces.add_span_processor(BatchSpanProcessor(WithoutSentences(OTLPSpanExporter())))
    trace.set_tracer_provider(traces)
    reader = PeriodicExportingMetricReader(OTLPMetricExporter())
    metrics.set_meter_provider(MeterProvider(resource=resource, metric_readers=[reader]))


class WithoutSentences(SpanExporter):
    """
    Sends spans without what exceptions say, which may be a person's name or an amount: that a span
    failed is told, and the line of the request with the same id says why.
    """

    def __init__(self, exporter: SpanExporter) -> None:
        self._exporter = exporter

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """
        Send them on.
        """
        return self._exporter.export([_without_sentences(each) for each in spans])

    def shutdown(self) -> None:
        """
        Send no more.
        """
        self._exporter.shutdown()

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        """
        Send what waits.
        """
        return self._exporter.force_flush(timeout_millis)


def _without_sentences(span: ReadableSpan) -> ReadableSpan:
    if not span.events and not span.status.description:
        return span
    return ReadableSpan(
        name=span.name,
        context=span.context,
        parent=span.parent,
        resource=span.resource,
        attributes=span.attributes,
        links=span.links,
        kind=span.kind,
        status=Status(span.status.status_code),
        start_time=span.start_time,
        end_time=span.end_time,
        instrumentation_scope=span.instrumentation_scope,
    )
