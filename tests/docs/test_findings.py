"""
Does the list of findings say what the tool says of each code?
"""

from tests.conftest import REPOSITORY
from wheelwright.report.codes.page import page


def test_the_page_is_the_one_that_the_tool_writes():
    written = (REPOSITORY / "docs" / "findings.md").read_text(encoding="utf-8")

    assert written == page(), "wheelwright explain --markdown > docs/findings.md"
