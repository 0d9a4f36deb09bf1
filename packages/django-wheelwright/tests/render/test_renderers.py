"""
Does every format say what was found, whatever the findings contain?
"""

import io
import json as jsonlib
import pathlib
from xml.etree import ElementTree

import jsonschema
import pytest
from rich.console import Console

import wheelwright.render
from wheelwright.render import github, html, json, junit, text

SCHEMA = pathlib.Path(wheelwright.render.__file__).with_name("report.schema.json")


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


class TestHtml:
    def test_needs_nothing_but_itself(self, report):
        page = html.render(report)

        for word in ("http://", "https://", "src=", "<link", "@import"):
            assert word not in page

    def test_escapes_what_rows_contain(self, report):
        page = html.render(report)

        assert "<b>Ines</b>" not in page
        assert "&lt;b&gt;Ines&lt;/b&gt;" in page

    def test_links_each_cell_of_the_matrix(self, report):
        page = html.render(report)

        assert 'href="#cell-3"' in page
        assert 'id="cell-3"' in page


class TestText:
    @pytest.fixture
    def lines(self, report):
        console = Console(file=io.StringIO(), width=120)
        text.show(report, console)
        return console.file.getvalue().splitlines()

    def test_shows_the_worst_first(self, lines):
        statuses = [line.split()[3] for line in lines[1:5]]

        assert statuses == ["failed", "broken", "review", "passed"]

    def test_shows_statement_and_remedy(self, lines):
        shown = "\n".join(lines)

        assert "CREATE INDEX" in shown
        assert "Build it concurrently." in shown

    def test_names_what_was_not_looked_at(self, lines):
        assert "  · Production may hold other rows." in lines


class TestJunit:
    def test_counts_failures_and_errors(self, report):
        suites = ElementTree.fromstring(junit.render(report))  # noqa: S314 - our own output

        assert [suite.get("failures") for suite in suites] == ["0", "0", "1", "0"]
        assert [suite.get("errors") for suite in suites] == ["0", "0", "0", "1"]


class TestGithub:
    def test_lists_every_cell(self, report):
        summary = github.render(report)

        assert summary.count("| loans-app |") == 4

    def test_stays_within_its_limit(self, report):
        summary = github.render(report, limit=1_000)

        assert len(summary.encode()) <= 1_000
        assert "The rest did not fit" in summary
