"""
A package to release and rehearse, with a cache of environments that all workers share.
"""

import os
import pathlib

import pytest
from orchard_kit import Orchard


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> pathlib.Path:
    base = tmp_path_factory.getbasetemp()
    # All workers share one cache, as the runs of one user do.
    return (base if worker_id == "master" else base.parent) / "wheelwright-cache"


@pytest.fixture
def orchard(tmp_path: pathlib.Path, cache: pathlib.Path) -> Orchard:
    if not os.environ.get("DATABASE_URL"):
        pytest.fail("Set DATABASE_URL, or run: wheelwright postgres -- pytest")
    return Orchard(tmp_path, cache)
