"""
Does every row of the table of accidents name what shows it?
"""

import pathlib
import re

import pytest

from tests.conftest import REPOSITORY

TABLE = (REPOSITORY / "docs/operating/accidents.md").read_text()
ROWS = [
    tuple(cell.strip() for cell in line.strip("|").split("|"))
    for line in TABLE.splitlines()
    if line.startswith("| ") and not line.startswith("| attack or accident")
]


def shows(name: str) -> bool:
    """
    Whether it can be run: a file of tests, a script of this repository, or a target of make.
    """
    if target := re.match(r"make ([a-z-]+)", name):
        return f"\n{target[1]}:" in (REPOSITORY / "Makefile").read_text()
    found = list(REPOSITORY.glob(name.partition("::")[0])) if "/" in name else []
    return any(path.suffix == ".py" and _runs(path) for path in found)


def _runs(path: pathlib.Path) -> bool:
    text = path.read_text()
    return "def test_" in text or "def main(" in text


def test_there_are_many():
    assert len(ROWS) >= 40


@pytest.mark.parametrize("row", ROWS, ids=[row[0][:40] for row in ROWS])
def test_names_something_that_can_be_run(row):
    assert any(shows(name) for name in re.findall(r"`([^`]+)`", row[-1])), row[-1]


@pytest.mark.parametrize("row", ROWS, ids=[row[0][:40] for row in ROWS])
def test_names_files_and_tests_that_there_are(row):
    named = [part for each in re.findall(r"`([^`]+)`", row[-1]) for part in each.split("::")]
    files = [REPOSITORY / each for each in named if "/" in each and " " not in each]
    texts = "".join(file.read_text() for file in files)
    tests = [each for each in named if re.fullmatch(r"(test_|Test)\w+", each)]

    assert len(row) == 3
    assert named
    assert [each for each in tests if each not in texts] == []
