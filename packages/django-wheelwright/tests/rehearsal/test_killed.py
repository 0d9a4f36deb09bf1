"""
Does a run that is ended from outside leave anything behind?
"""

import contextlib
import os
import pathlib
import signal
import subprocess
import sys
import tempfile

import psutil
import psycopg
import pytest

SLEEP = 'migrations.RunSQL("SELECT pg_sleep(60)", "")'


def databases() -> set[str]:
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        query = "SELECT datname FROM pg_database WHERE datname LIKE 'wheelwright%'"
        return {str(name) for (name,) in connection.execute(query)}


def folders_of(pid: int) -> list[pathlib.Path]:
    found = pathlib.Path(tempfile.gettempdir()).glob("wheelwright-run-*/owner.pid")
    return [path for path in found if path.read_text() == str(pid)]


@pytest.fixture
def sleeping(orchard):
    """A run in the middle of a migration that takes a minute."""
    orchard.new = orchard.release("1.1.0", operations=SLEEP)
    words = ["rehearse", "orchard-app", "--from", str(orchard.old), "--to", str(orchard.new)]
    words += ["--cache", str(orchard.cache), "--postgres", os.environ["DATABASE_URL"]]
    process = subprocess.Popen(
        [sys.executable, "-m", "wheelwright", *words], stderr=subprocess.DEVNULL
    )
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        query = "SELECT datname FROM pg_stat_activity WHERE query LIKE '%%pg_sleep(60)%%'"
        query += " AND pid <> pg_backend_pid() AND datname LIKE 'wheelwright%%'"
        for _ in range(600):
            if row := connection.execute(query, []).fetchone():
                break
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.05)  # until the migration is under way
    process.key = row[0].split("_")[1]
    yield process
    process.kill()
    process.wait()


class TestKilledRun:
    def test_a_polite_kill_removes_everything(self, sleeping):
        family = psutil.Process(sleeping.pid).children(recursive=True)

        sleeping.terminate()
        sleeping.wait(20)

        assert psutil.wait_procs(family, timeout=10)[1] == []
        assert not [name for name in databases() if sleeping.key in name]
        assert folders_of(sleeping.pid) == []

    def test_the_next_run_removes_what_a_killed_one_left(self, sleeping, orchard):
        family = psutil.Process(sleeping.pid).children(recursive=True)

        sleeping.send_signal(signal.SIGKILL)
        sleeping.wait()
        assert psutil.wait_procs(family, timeout=10)[1] == []
        orchard.rehearse(new=str(orchard.old))

        assert not [name for name in databases() if sleeping.key in name]
        assert folders_of(sleeping.pid) == []
