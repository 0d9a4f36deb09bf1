"""
Can every code be looked up, and is every code that the tool can report among them?
"""

import pathlib
import re
import subprocess
import sys

import pytest

import wheelwright
from wheelwright.report.codes import CODES, SECTIONS

SOURCE = pathlib.Path(wheelwright.__file__).parent
# How a code is written where it is reported: a constant, or the argument of a finding or a change.
REPORTED = re.compile(
    r'(?:^[A-Z_]+ = |\bcode=|\bcode, severity = )"([a-z]+(?:-[a-z]+)+)"', re.MULTILINE
)
ROOMS = ("rehearse/rules", "compose", "compare", "check", "preflight")
NO_CODES = {"rehearsal-host", "old-host"}  # the names of environments


def explain(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "wheelwright", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def reported() -> set[str]:
    texts = (path.read_text() for room in ROOMS for path in (SOURCE / room).rglob("*.py"))
    return {code for text in texts for code in REPORTED.findall(text)} - NO_CODES


class TestCodes:
    def test_every_code_that_is_reported_is_declared(self):
        assert len(reported()) > 80
        assert reported() - CODES.keys() == set()

    def test_each_is_declared_with_words_of_its_own(self):
        for section in SECTIONS:
            says = [code.says for code in section.codes]
            assert len(set(says)) == len(says)
            assert all(code.title and not code.title.endswith(".") for code in section.codes)


class TestExplain:
    @pytest.mark.parametrize("spelling", ["explain", "--explain"])
    def test_says_what_a_code_means_what_it_weighs_and_who_reports_it(self, spelling):
        done = explain(spelling, "data-lost")

        assert done.returncode == 0, done.stderr
        assert "Data is gone" in done.stdout
        assert "Severity: error" in done.stdout
        assert "wheelwright rehearse, matrix" in done.stdout

    def test_tells_a_code_in_every_sense_it_has(self):
        done = explain("explain", "irreversible")

        assert "Severity: review" in done.stdout
        assert "Asks for: by effect" in done.stdout

    def test_lists_every_code(self):
        done = explain("explain")

        assert all(code in done.stdout for code in CODES)

    def test_names_the_nearest_code(self):
        done = explain("explain", "blocking-locks")

        assert done.returncode == 2
        assert "Did you mean “blocking-lock”?" in done.stderr
