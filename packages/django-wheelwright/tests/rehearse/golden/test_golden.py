"""
Is every message of every rule under review? Whole reports, compared with those that were read.
"""

import io
import pathlib
import pkgutil
import re
from importlib import import_module

import pytest
from golden_cases import CASES
from rich.console import Console

from wheelwright.rehearse import rules
from wheelwright.rehearse.facts.known import Facts
from wheelwright.report import text
from wheelwright.report.codes import MEANINGS
from wheelwright.report.model import Cell, Finding, Report

FOLDER = pathlib.Path(__file__).parent
KEBAB = re.compile(r"[a-z]+(-[a-z]+)*")


@pytest.fixture(params=CASES)
def name(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def facts(name: str, tmp_path: pathlib.Path) -> Facts:
    return CASES[name](tmp_path)


@pytest.fixture
def findings(facts: Facts) -> tuple[Finding, ...]:
    return tuple(finding for rule in rules.RULES for finding in rule(facts))


def rendered(facts: Facts, findings: tuple[Finding, ...]) -> str:
    cell = Cell(
        package="loans-app",
        old="1.4.0",
        new="1.5.0",
        seconds={"total": 1.9},
        migrations=facts.upgrade.migrations if facts.upgrade else (),
        findings=findings,
    )
    console = Console(file=io.StringIO(), width=100)
    text.show(Report(tool_version="0.1.0", cells=(cell,), limits=("Only an example.",)), console)
    return "".join(f"{line.rstrip()}\n" for line in console.file.getvalue().splitlines())


def codes_of_rules() -> set[str]:
    """
    Every constant of a rule that is written like a code.
    """
    modules = [
        import_module(m.name)
        for m in pkgutil.iter_modules(rules.__path__, "wheelwright.rehearse.rules.")
    ]
    words = [value for m in modules for name, value in vars(m).items() if name.isupper()]
    return {word for word in words if isinstance(word, str) and KEBAB.fullmatch(word)}


class TestGolden:
    def test_reports_what_was_reviewed(self, name, facts, findings, request):
        path = FOLDER / f"{name}.txt"
        report = rendered(facts, findings)

        if request.config.getoption("--update-golden"):
            path.write_text(report)

        assert path.is_file(), "Run pytest --update-golden and review the new file."
        assert report == path.read_text()

    def test_is_about_the_code_that_names_it(self, name, findings):
        assert any(name == f.code or name.startswith(f"{f.code}-") for f in findings)

    def test_has_no_report_without_a_case(self):
        assert {path.stem for path in FOLDER.glob("*.txt")} == set(CASES)


class TestMessages:
    def test_name_the_object(self, findings):
        for finding in findings:
            for part in finding.subject.split("."):
                assert part in finding.message

    def test_name_migration_and_operation(self, findings):
        for finding in findings:
            assert (finding.migration or "") in finding.message
            assert (finding.operation or "") in finding.message

    def test_are_sentences(self, findings):
        for finding in findings:
            assert re.fullmatch(r".*[.]", finding.message, re.DOTALL)
            assert "  " not in finding.message
            assert ".." not in finding.message

    def test_have_a_hint_that_is_a_sentence(self, findings):
        for finding in findings:
            assert len(finding.hint.split()) > 5
            assert finding.hint.endswith(".")


class TestCodes:
    def test_each_has_a_reviewed_report(self):
        assert codes_of_rules() <= set(CASES)

    def test_each_is_explained(self):
        assert codes_of_rules() <= set(MEANINGS)
