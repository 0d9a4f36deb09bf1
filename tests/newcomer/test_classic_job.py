"""
Does the classic upgrade job of a host team work as written, with pip and a private index?
"""

import pathlib
import shutil
import sys
from collections.abc import Iterator

import pytest

from tests.conftest import REPOSITORY, own_temporary_files, run, succeed
from wheelwright.adapters.postgres import free_port
from wheelwright.commands.index import fill
from wheelwright.index.devpi import HOST
from wheelwright.index.server import serving
from wheelwright.index.upstream import configured


@pytest.fixture(scope="module")
def index_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """
    What `make index` serves to a host.
    """
    programs = REPOSITORY / ".venv-index" / "bin"
    data = tmp_path_factory.mktemp("index") / "data"
    with serving(data, programs, port=free_port(), upstream=configured()) as index:
        fill(index, REPOSITORY / "releases")
        yield index.simple(HOST)


def test_the_classic_job_upgrades_billing(tmp_path: pathlib.Path, database: str, index_url: str):
    shutil.copytree(REPOSITORY / "host", tmp_path / "host")
    env = {
        "PIP_INDEX_URL": index_url,
        "PIP_FIND_LINKS": "",
        "PIP_EXTRA_INDEX_URL": "",
        "DATABASE_URL": database,
        **own_temporary_files(tmp_path),
    }
    succeed([sys.executable, "-m", "venv", tmp_path / "venv"])
    python = tmp_path / "venv" / "bin" / "python"
    candidate = next((REPOSITORY / "dist").glob("billing_app-*.whl"))

    def host(*words: str | pathlib.Path):
        return succeed([python, *words], cwd=tmp_path / "host", env=env)

    pip = [python, "-m", "pip", "install", "--quiet"]
    succeed([*pip, "billing-app==2.3.1", "-r", "host/requirements.txt"], cwd=tmp_path, env=env)
    host("manage.py", "migrate", "--verbosity", "0")
    assert "Installed" in host("manage.py", "loaddata", "seed.json")
    succeed([*pip, "--force-reinstall", candidate], cwd=tmp_path, env=env)
    host("manage.py", "migrate", "--verbosity", "0")
    done = run([python, "-m", "pytest", "tests/contracts", "-q"], cwd=tmp_path / "host", env=env)

    assert done.returncode == 0, done.stdout
    assert " passed" in done.stdout


def test_the_archive_alone_is_enough_offline(tmp_path: pathlib.Path):
    succeed([sys.executable, "-m", "venv", tmp_path / "venv"])
    pip = [tmp_path / "venv" / "bin" / "python", "-m", "pip", "install", "--quiet"]

    succeed(
        [
            *(*pip, "--target", tmp_path / "here"),
            *("--no-index", "--no-deps", "--find-links", "releases", "billing-app==2.3.1"),
        ]
    )

    assert (tmp_path / "here" / "billing_app-2.3.1.dist-info").is_dir()


def test_a_name_that_somebody_else_supplies_is_refused_before_it_runs(
    tmp_path: pathlib.Path, database: str
):
    """
    As pip installs it from a public index where somebody has published a higher version of ours.
    """
    info = tmp_path / "billing_app-3.99.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: billing-app\nVersion: 3.99.0\n")
    (tmp_path / "billing_app").mkdir()
    (tmp_path / "billing_app" / "__init__.py").write_text(
        f"import pathlib; pathlib.Path({str(tmp_path / 'ran')!r}).touch()"
    )

    done = run(
        [sys.executable, "manage.py", "migrate"],
        cwd=REPOSITORY / "host",
        env={"DATABASE_URL": database, "PYTHONPATH": str(tmp_path)},
    )

    assert done.returncode == 2
    assert "billing-app 3.99.0 is installed, and releases/ has no such release" in done.stderr
    assert not (tmp_path / "ran").exists()
