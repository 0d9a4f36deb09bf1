"""
Does the list of findings name every code that a rehearsal can report?
"""

import re

from tests.conftest import REPOSITORY
from wheelwright.report.codes import MEANINGS

TABLE_ROW = re.compile(r"^\| (`.*?`) \|", re.MULTILINE)


def test_every_code_is_listed():
    rows = TABLE_ROW.findall((REPOSITORY / "docs" / "findings.md").read_text())

    listed = {code for row in rows for code in re.findall(r"`([a-z-]+)`", row)}

    assert MEANINGS.keys() - listed == set()
