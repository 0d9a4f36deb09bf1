"""
One real index for all tests of releases, and a package of its own for each.
"""

import itertools
import os
import pathlib

import pytest
from workshop_kit import Workshop

from wheelwright.adapters.postgres import free_port
from wheelwright.index.server import serving

PROGRAMS = pathlib.Path(__file__).resolve().parents[4] / ".venv-index" / "bin"
NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def index_data(tmp_path_factory):
    return tmp_path_factory.mktemp("index") / "data"


@pytest.fixture(scope="session")
def index(index_data):
    with serving(index_data, PROGRAMS, port=free_port()) as devpi:
        yield devpi


@pytest.fixture(scope="session")
def make_workshop(index, index_data, tmp_path_factory):
    """The index never forgets, so every workshop makes a package nobody released before."""
    if not os.environ.get("DATABASE_URL"):
        pytest.fail("Set DATABASE_URL, or run: wheelwright postgres -- pytest")
    cache = str(tmp_path_factory.getbasetemp() / "wheelwright-cache")

    def make() -> Workshop:
        folder = tmp_path_factory.mktemp("workshop")
        name = f"bell{next(NUMBERS)}-app"
        return Workshop(folder, name, index=index, data=index_data, cache=cache)

    return make


@pytest.fixture
def workshop(make_workshop):
    """A package of its own, for a test that publishes."""
    return make_workshop()


@pytest.fixture(scope="session")
def untouched(make_workshop):
    return make_workshop()


@pytest.fixture
def unpublished(untouched, tmp_path):
    """A copy of one package, for all tests that publish nothing: its first release is built once."""
    return untouched.copied(tmp_path / "workshop")
