"""
Two packages to release and compose, with a cache of environments that all workers share.
"""

import os
import pathlib

import pytest
from grove_kit import Grove


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> pathlib.Path:
    base = tmp_path_factory.getbasetemp()
    return (base if worker_id == "master" else base.parent) / "wheelwright-cache"


@pytest.fixture
def grove(tmp_path: pathlib.Path, cache: pathlib.Path) -> Grove:
    if not os.environ.get("DATABASE_URL"):
        pytest.fail("Set DATABASE_URL, or run: wheelwright postgres -- pytest")
    return Grove(tmp_path, cache)
