"""
Options of the test run, and its order.
"""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="Write the reports of tests/golden anew instead of comparing them; review the diff.",
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """
    Whole releases first: a file that takes minutes and begins last keeps one process busy alone.
    """
    items.sort(key=lambda item: "tests/release/" not in item.nodeid)
