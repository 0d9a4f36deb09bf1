"""
Options of the test run.
"""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="Write the reports of tests/golden anew instead of comparing them; review the diff.",
    )
