"""
Is one enrolment one trace, from the request over commands and ports to the statements, and does
nobody's data travel with it?
"""

import os
import pathlib
import re
import subprocess
import sys

import psycopg
import pytest

from tests.collectors import collector, tree
from tests.databases import clean_environment, database, name_of

pytest.importorskip("opentelemetry.sdk", reason="OpenTelemetry is not installed here")

ENROLS = "tests/contracts/test_http.py::TestEnrolments"


@pytest.fixture(scope="module")
def seen(migrated):
    """
    What a collector was sent while the contract tests enrolled people over HTTP.
    """
    with collector() as kept, database(name_of(migrated)) as url:
        with psycopg.connect(url) as connection:
            connection.execute("TRUNCATE production_mark")
        told = {k: v for k, v in clean_environment().items() if not k.startswith("PYTEST")}
        told |= {
            "DATABASE_URL": url,
            "OTEL_EXPORTER_OTLP_ENDPOINT": kept.address,
            "OTEL_EXPORTER_OTLP_PROTOCOL": "http/protobuf",
        }
        words = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", ENROLS]
        done = subprocess.run(
            [sys.executable, *words], env=told, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, done.stdout + done.stderr
        yield kept


@pytest.fixture
def enrolment(seen):
    """
    The spans of the first request that enrolled somebody.
    """
    spans = seen.spans()
    request = next(
        each
        for each in spans
        if each.name == "POST api/v1/enrolments/"
        and any(e.trace == each.trace and e.name.startswith("billing_app.") for e in spans)
    )
    return [each for each in spans if each.trace == request.trace]


class TestTrace:
    def test_goes_from_the_request_to_the_charge(self, enrolment):
        names = [each.name for each in enrolment]
        told = "\n".join(tree(enrolment))
        if folder := os.environ.get("TRACE_FOLDER"):
            pathlib.Path(folder, "enrolment.txt").write_text(told)

        assert names[0] == "POST api/v1/enrolments/", told
        assert "enrolments_app.enrol" in names
        assert "port ENROLMENTS_EMPLOYEE_DIRECTORY.facts" in names
        assert any(name.startswith("port ENROLMENTS_OBSERVERS.") for name in names)
        assert any(name.startswith("billing_app.") for name in names)
        statements = [each.attributes.get("db.statement", "") for each in enrolment]
        assert any('INSERT INTO "billing_app_' in each for each in statements)

    def test_leads_to_the_line_of_its_request(self, enrolment):
        assert re.fullmatch(r"[0-9a-f]{32}", enrolment[0].attributes["request.id"])

    def test_carries_no_value_of_a_statement(self, enrolment):
        inserted = [
            each.attributes["db.statement"]
            for each in enrolment
            if each.attributes.get("db.statement", "").startswith("INSERT")
        ]

        assert all("$1" in each or "%s" in each for each in inserted)

    def test_a_refusal_carries_no_sentence(self, seen):
        assert not [each for each in seen.spans() if each.events or each.status]

    def test_requests_are_measured(self, seen):
        assert "http.server.duration" in seen.metrics()
