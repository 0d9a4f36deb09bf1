"""
Does the page say everything, need nothing but itself and obey no row?
"""

import dataclasses
import html.parser
import re

import pytest

from wheelwright.report import html as page
from wheelwright.report.model import Finding, Report, Severity

VOID = {"meta", "br"}


class Tags(html.parser.HTMLParser):
    """
    Which elements are still open at the end, and which cells are.
    """

    def __init__(self) -> None:
        super().__init__()
        self.path: list[str] = []
        self.opened: list[str | None] = []

    def handle_starttag(self, tag, attrs):
        facts = dict(attrs)
        if "cell" in (facts.get("class") or "").split() and "open" in facts:
            self.opened.append(facts["id"])
        if tag not in VOID:
            self.path.append(tag)

    def handle_endtag(self, tag):
        assert self.path.pop() == tag


def read(text: str) -> Tags:
    tags = Tags()
    tags.feed(text)
    return tags


def with_finding(report: Report, **facts: object) -> str:
    cell = report.cells[2]
    finding = dataclasses.replace(cell.findings[0], **facts)
    cells = (dataclasses.replace(cell, findings=(finding,)),)
    return page.render(dataclasses.replace(report, cells=cells))


class TestPage:
    def test_needs_nothing_but_itself(self, report):
        text = page.render(report)

        for word in ("http://", "https://", "src=", "<link", "@import", "url("):
            assert word not in text

    def test_shows_the_second_opinion(self, report):
        text = page.render(report)

        assert text.count("Second opinion") == 2
        assert "<td>confirmed</td><td>require-concurrent-index-creation</td>" in text

    def test_closes_what_it_opens(self, report):
        assert read(page.render(report)).path == []

    def test_begins_with_the_verdict(self, report):
        text = page.render(report)

        (heading,) = re.findall(r"<h1.*?</span> (.*?)</h1>", text)
        assert heading.startswith("Do not ship loans-app 2.0.0 like this: 1 of 4 upgrades")

    def test_links_each_cell_of_the_matrix(self, report):
        text = page.render(report)

        assert 'href="#cell-3"' in text
        assert 'id="cell-3"' in text

    def test_tells_cells_of_one_release_apart(self, report):
        cell = report.cells[0]
        both = (cell, dataclasses.replace(cell, django="5.2"))

        text = page.render(dataclasses.replace(report, cells=both))

        assert "1.0.0, Django 6.1" in text
        assert "1.0.0, Django 5.2" in text

    def test_opens_what_must_be_read(self, report):
        assert sorted(read(page.render(report)).opened) == ["cell-3", "cell-4"]

    def test_escapes_what_rows_contain(self, report):
        text = page.render(report)

        assert "<b>Ines</b>" not in text
        assert "&lt;b&gt;Ines&lt;/b&gt;" in text

    def test_shows_no_value_and_an_empty_text_apart(self, report):
        text = with_finding(report, evidence={"columns": ["a", "b"], "sample": [[None, ""]]})

        assert '<td class="null">NULL</td><td></td>' in text

    def test_draws_the_locks_of_each_migration_and_says_them(self, report):
        text = with_finding(report)

        assert (
            'aria-label="Locks of loans.0002_due_date over time. loans_loan: writers must' in text
        )
        assert '<rect x="0.000%"' in text
        assert "<title>SHARE from" in text


class TestFinding:
    def test_says_what_its_code_means(self, report):
        assert "Readers or writers have to wait for the migration" in with_finding(report)

    def test_says_whom_the_lock_of_its_statement_stops(self, report):
        assert "SHARE on loans_loan for 32 ms: nobody can write meanwhile." in with_finding(report)

    def test_prefers_the_lock_that_it_measured(self, report):
        measured = {
            "table": "loans_loan",
            "mode": "AccessExclusiveLock",
            "milliseconds": 160.0,
            "rows": 50_000,
            "projected_seconds": 32.0,
            "budget_seconds": 1.0,
        }

        text = with_finding(report, evidence=measured)

        assert (
            "ACCESS EXCLUSIVE on loans_loan for 160 ms at 50,000 rows, about 32 s in production "
            "(budget 1.0 s): nobody can read or write meanwhile." in text
        )

    def test_says_whom_a_deadlock_ended(self, report):
        text = with_finding(report, code="deadlock", evidence={"victim": "insert Loan"})

        assert "<dt>Was ended</dt><dd>insert Loan</dd>" in text

    def test_says_whose_query_it_is(self, report):
        text = with_finding(report, code="old-code-breaks", statement="SELECT phone")

        assert text.count("<pre>SELECT phone</pre>") == 1
        assert "Query of the running release" in text

    def test_leaves_nothing_out_that_was_measured(self, report):
        text = with_finding(report, evidence={"sqlstate": "23505", "passes_on_empty": True})

        assert "<dt>sqlstate</dt><dd>23505</dd>" in text
        assert "<dt>passes on empty</dt><dd>yes</dd>" in text

    def test_says_why_it_was_accepted(self, accepted):
        text = page.render(accepted)

        assert "Accepted, because</strong> The table is empty." in text

    @pytest.mark.parametrize("code", ["blocking-lock", "a-code-of-tomorrow"])
    def test_shows_codes_that_nobody_described(self, report, code):
        assert f"<code>{code}</code>" in with_finding(report, code=code)


class TestOrder:
    def test_puts_the_heaviest_finding_first(self, report):
        cell = report.cells[2]
        light = dataclasses.replace(cell.findings[0], severity=Severity.INFO, subject="light")
        heavy: Finding = dataclasses.replace(cell.findings[0], subject="heavy")
        cells = (dataclasses.replace(cell, findings=(light, heavy)),)

        text = page.render(dataclasses.replace(report, cells=cells))

        assert text.index("<code>heavy</code>") < text.index("<code>light</code>")
