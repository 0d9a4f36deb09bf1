"""
Does every row of the table of accidents name what shows it?
"""

import re

import pytest

from tests.conftest import REPOSITORY

TABLE = (REPOSITORY / "docs/operating/accidents.md").read_text()
ROWS = [
    tuple(cell.strip() for cell in line.strip("|").split("|"))
    for line in TABLE.splitlines()
    if line.startswith("| ") and not line.startswith("| attack or accident")
]


@pytest.mark.parametrize("row", ROWS, ids=[row[0][:40] for row in ROWS])
def test_names_files_and_tests_that_there_are(row):
    named = [part for each in re.findall(r"`([^`]+)`", row[-1]) for part in each.split("::")]
    files = [REPOSITORY / each for each in named if "/" in each and " " not in each]
    texts = "".join(file.read_text() for file in files)
    tests = [each for each in named if re.fullmatch(r"(test_|Test)\w+", each)]

    assert len(row) == 3
    assert named
    assert [each for each in tests if each not in texts] == []
