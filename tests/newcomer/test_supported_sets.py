"""
Does the host keep its contracts, on an empty and on its seeded database, on the oldest and newest set?
"""

import pathlib
import sys

import pytest

from tests.conftest import REPOSITORY, own_temporary_files, succeed

OLDEST = ("domain-kit==1.0.0", "benefits-app==1.8.0", "enrolments-app==1.5.0", "billing-app==2.2.0")
TRAIN = tuple(
    line
    for line in (REPOSITORY / "host" / "train.txt").read_text().splitlines()
    if "==" in line and not line.startswith("#")
)


@pytest.fixture(params=[OLDEST, TRAIN], ids=["oldest", "train"])
def python(request, uv, tmp_path: pathlib.Path) -> pathlib.Path:
    """
    The interpreter of an environment that holds one set of archived wheels.
    """
    folder = tmp_path / "venv"
    succeed([uv, "venv", "--quiet", "--python", sys.executable, folder])
    pip = [uv, "pip", "install", "--quiet", "--python", folder]
    succeed([*pip, "--require-hashes", "-r", REPOSITORY / "requirements" / "host.txt"])
    succeed(
        [*pip, "--no-deps", "--no-index", "--find-links", REPOSITORY / "releases", *request.param]
    )
    return folder / "bin" / "python"


def test_contracts_hold_before_and_after_the_seed(
    python: pathlib.Path, database: str, tmp_path: pathlib.Path
):
    def host(*words: str) -> str:
        env = {"DATABASE_URL": database, **own_temporary_files(tmp_path)}
        return succeed([python, *words], cwd=REPOSITORY / "host", env=env)

    host("manage.py", "migrate", "--verbosity", "0")
    contracts = ("-m", "pytest", "tests/contracts", "-q", "-p", "no:cacheprovider")
    empty = host(*contracts)
    assert "Installed" in host("manage.py", "loaddata", "seed.json")
    seeded = host(*contracts)

    assert " passed" in empty
    assert " passed" in seeded
    assert "failed" not in empty + seeded
