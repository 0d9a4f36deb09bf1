"""
Does the classic upgrade job of a host team work as written, with pip and nothing of ours?
"""

import pathlib
import shutil
import sys

from tests.conftest import REPOSITORY, own_temporary_files, run, succeed


def test_the_classic_job_upgrades_billing(tmp_path: pathlib.Path, database: str):
    shutil.copytree(REPOSITORY / "host", tmp_path / "host")
    env = {
        "PIP_FIND_LINKS": str(REPOSITORY / "releases"),
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
