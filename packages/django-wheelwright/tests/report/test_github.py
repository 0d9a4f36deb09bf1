"""
Does GitHub get what it can show, within its limits and by its rules?
"""

import dataclasses

from wheelwright.report import annotations, github
from wheelwright.report.model import Report, Severity


def with_findings(report: Report, count: int, severity: Severity = Severity.ERROR) -> Report:
    cell = report.cells[2]
    findings = tuple(
        dataclasses.replace(cell.findings[0], subject=f"table_{n}", severity=severity)
        for n in range(count)
    )
    return dataclasses.replace(report, cells=(dataclasses.replace(cell, findings=findings),))


class TestSummary:
    def test_lists_every_cell(self, report):
        summary = github.render(report)

        assert summary.count("| loans-app |") == 4

    def test_begins_with_the_verdict(self, report):
        assert "**Do not ship loans-app 2.0.0 like this" in github.render(report)

    def test_stays_within_its_limit(self, report):
        summary = github.render(with_findings(report, 500), limit=10_000)

        assert len(summary.encode()) <= 10_000
        assert "The rest did not fit" in summary
        assert summary.count("<details>") == summary.count("</details>")

    def test_stays_within_it_with_more_cells_than_fit(self, report):
        many = dataclasses.replace(report, cells=report.cells * 500)

        summary = github.render(many, limit=10_000)

        assert len(summary.encode()) <= 10_000

    def test_shows_signs_as_they_are(self, report):
        cell = dataclasses.replace(report.cells[2], package="a|b<i>*c*")

        summary = github.render(dataclasses.replace(report, cells=(cell,)))

        assert "| a\\|b&lt;i>\\*c\\* |" in summary

    def test_cannot_be_led_out_of_a_block(self, report):
        cell = dataclasses.replace(report.cells[3], reason="```\n# injected")

        summary = github.render(dataclasses.replace(report, cells=(cell,)))

        assert summary.count("```") == 2


class TestAnnotations:
    def test_names_code_upgrade_and_remedy(self, report):
        lines = annotations.render(report).splitlines()

        assert lines[1] == (
            "::error title=Readers or writers have to wait for the migration (blocking-lock)%3A "
            "loans-app 1.2.0 → 2.0.0::AddIndex stops writers of loans_loan for 31 ms.%0A"
            "The safer way: Build it concurrently."
        )

    def test_gives_each_weight_its_level(self, report):
        levels = [line.split()[0] for line in annotations.render(report).splitlines()]

        assert levels == ["::error", "::error", "::warning"]

    def test_says_no_more_than_github_keeps(self, report):
        errors = annotations.render(with_findings(report, 30)).splitlines()
        reviews = annotations.render(with_findings(report, 30, Severity.REVIEW)).splitlines()

        assert (len(errors), len(reviews)) == (10, 10)

    def test_says_once_what_several_cells_share(self, report):
        twice = dataclasses.replace(report, cells=(report.cells[2], report.cells[2]))

        (line,) = annotations.render(twice).splitlines()

        assert "loans-app 1.2.0 → 2.0.0 and 1 more::" in line

    def test_escapes_what_would_end_a_command(self, report):
        cell = dataclasses.replace(report.cells[3], package="a,b", reason="100%\n::error::x")

        (line,) = annotations.render(dataclasses.replace(report, cells=(cell,))).splitlines()

        assert line.startswith("::error title=a%2Cb 1.3.0")
        assert line.endswith("::100%25%0A::error::x")

    def test_is_quiet_about_what_was_accepted(self, accepted):
        assert annotations.render(accepted) == ""
