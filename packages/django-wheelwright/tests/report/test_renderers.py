"""
Does every format say what was found, whatever the findings contain?
"""

import json as jsonlib
import pathlib
from xml.etree import ElementTree

import jsonschema

import wheelwright.report
from wheelwright.report import json, junit

SCHEMA = pathlib.Path(wheelwright.report.__file__).with_name("report.schema.json")


class TestJson:
    def test_keeps_its_schema(self, report):
        data = jsonlib.loads(json.render(report))

        jsonschema.validate(data, jsonlib.loads(SCHEMA.read_text()))

    def test_names_the_status_of_each_cell(self, report):
        cells = jsonlib.loads(json.render(report))["cells"]

        statuses = [cell["status"] for cell in cells]
        assert statuses == ["passed", "review", "failed", "broken"]

    def test_attributes_locks_to_their_statement(self, report):
        migration = jsonlib.loads(json.render(report))["cells"][2]["migrations"][0]

        (lock,) = migration["statements"][0]["locks"]
        assert lock == {"table": "loans_loan", "mode": "ShareLock", "held_seconds": 0.032}

    def test_holds_the_second_opinion(self, report):
        (opinion,) = jsonlib.loads(json.render(report))["cells"][2]["second_opinion"]

        assert opinion["verdict"] == "confirmed"
        assert opinion["codes"] == ["blocking-lock"]


class TestJunit:
    def test_counts_failures_and_errors(self, report):
        suites = ElementTree.fromstring(junit.render(report))  # noqa: S314 - our own output

        assert [suite.get("failures") for suite in suites] == ["0", "0", "1", "0"]
        assert [suite.get("errors") for suite in suites] == ["0", "0", "0", "1"]
        assert (suites.get("tests"), suites.get("failures"), suites.get("errors")) == (
            "4",
            "1",
            "1",
        )

    def test_says_why_a_finding_is_no_failure(self, accepted):
        suites = ElementTree.fromstring(junit.render(accepted))  # noqa: S314 - our own output

        assert suites.get("failures") == "0"
        assert "Accepted: The table is empty." in suites.findtext(".//system-out")
