"""
Can a report be read on a terminal, also on a narrow one?
"""

import dataclasses
import io

import pytest
from rich.console import Console

from wheelwright.report import text
from wheelwright.report.model import Finding, Report, Severity


def shown(report: Report, width: int = 120) -> str:
    console = Console(file=io.StringIO(), width=width)
    text.show(report, console)
    return console.file.getvalue()


def with_findings(report: Report, *findings: Finding) -> Report:
    cell = dataclasses.replace(report.cells[2], findings=findings)
    return dataclasses.replace(report, cells=(cell,))


class TestShow:
    def test_says_the_verdict_first(self, report):
        first = shown(report).splitlines()[0]

        assert first.startswith("Do not ship loans-app 2.0.0 like this")

    def test_lists_the_worst_first(self, report):
        lines = shown(report).splitlines()

        statuses = [line.split()[3] for line in lines if line.startswith("loans-app")]
        assert statuses[:4] == ["failed", "broken", "review", "passed"]

    def test_shows_statement_rows_and_remedy(self, report):
        page = shown(report)

        assert "statement   CREATE INDEX" in page
        assert "row         id 7, reader <b>Ines</b>" in page
        assert "safer way   Build it concurrently." in page

    def test_names_what_was_not_looked_at(self, report):
        assert "  ·  Production may hold other rows." in shown(report).splitlines()

    def test_says_what_all_cells_have_in_common_once(self, report):
        assert shown(report).count("No rows were seeded.") == 1

    def test_shows_what_a_linter_said(self, report):
        page = shown(report)

        assert "1 confirmed" in page
        assert "require-concurrent-index-creation on loans_loan" in page

    def test_obeys_no_control_character(self, report):
        assert "\x1b" not in shown(report)

    def test_puts_errors_before_what_is_for_information(self, report):
        finding = report.cells[2].findings[0]
        minor = dataclasses.replace(finding, severity=Severity.INFO, code="lock-queue")

        page = shown(with_findings(report, minor, finding))

        assert page.index("error  blocking-lock") < page.index("info   lock-queue")

    def test_tells_one_information_of_a_kind(self, report):
        finding = report.cells[2].findings[0]
        tables = [
            dataclasses.replace(finding, severity=Severity.INFO, subject=name)
            for name in ("loan", "reader", "shelf")
        ]

        page = shown(with_findings(report, *tables))

        assert page.count("info   blocking-lock") == 1
        assert "also blocking-lock: reader, shelf" in page

    def test_tells_every_accepted_finding_with_its_reason(self, report):
        finding = report.cells[2].findings[0]
        allowed = [
            dataclasses.replace(finding, severity=Severity.INFO, accepted=reason)
            for reason in ("It is empty.", "It is small.")
        ]

        page = shown(with_findings(report, *allowed))

        assert "accepted    It is empty." in page
        assert "accepted    It is small." in page

    def test_shows_three_rows_and_says_how_many_more_there_are(self, report):
        rows = {"columns": ["id"], "sample": [[n] for n in range(5)]}
        finding = dataclasses.replace(report.cells[2].findings[0], evidence=rows)

        page = shown(with_findings(report, finding))

        assert "id 2" in page
        assert "id 3" not in page
        assert "… and 2 more" in page

    @pytest.mark.parametrize("width", [60, 80, 100, 120])
    def test_stays_within_the_terminal(self, report, width):
        finding = dataclasses.replace(report.cells[2].findings[0], code="released-migration-edited")
        cell = dataclasses.replace(
            report.cells[2], package="django-oauth-toolkit", old="2.4.0rc1", findings=(finding,)
        )

        lines = shown(dataclasses.replace(report, cells=(cell,)), width).splitlines()

        assert max(len(line) for line in lines) <= width
        assert any("2.4.0rc1" in line and "failed" in line for line in lines)
        assert any("released-migration-edi" in line for line in lines)
