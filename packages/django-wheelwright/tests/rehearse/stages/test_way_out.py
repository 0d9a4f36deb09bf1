"""
Which option helps a package whose code does not start?
"""

import pytest

from wheelwright.adapters.session import Refused
from wheelwright.rehearse.stages.environment import way_out


@pytest.mark.parametrize(
    ("kind", "message", "word"),
    [
        ("ModuleNotFoundError", "No module named 'pkg_resources'", "--with 'setuptools<81'"),
        ("ModuleNotFoundError", "No module named 'markdown'", "markdown"),
        ("ImproperlyConfigured", "The SHOP_KEY setting must not be empty.", "--settings"),
        ("AttributeError", "'Settings' object has no attribute 'SHOP_KEY'", "--settings"),
    ],
)
def test_is_named(kind, message, word):
    assert word in way_out(Refused(kind, message, ""))
