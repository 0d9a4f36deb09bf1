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
import uuid

import psutil
import psycopg
import pytest

SLEEP = 'migrations.RunSQL("SELECT pg_sleep(60) /* {0} */", "")'
# Under load only, where deadlocks are looked for at once; readers wait for the lock meanwhile.
LOADED = (
    'migrations.AddField("tree", "plot", models.CharField(max_length=8, null=True)), '
    "migrations.RunSQL(\"SELECT pg_sleep(60) /* {0} */ WHERE current_setting('deadlock_timeout') = '50ms'\")"
)


def databases() -> set[str]:
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        query = "SELECT datname FROM pg_database WHERE datname LIKE 'wheelwright%'"
        return {str(name) for (name,) in connection.execute(query)}


def folders_of(pid: int) -> list[pathlib.Path]:
    found = pathlib.Path(tempfile.gettempdir()).glob("wheelwright-run-*/owner.pid")
    return [path for path in found if path.read_text() == str(pid)]


@pytest.fixture(params=[SLEEP, LOADED], ids=["alone", "under load"])
def sleeping(orchard, request):
    """A run in the middle of a migration that takes a minute."""
    mark = uuid.uuid4().hex  # others may sleep on the same server
    orchard.new = orchard.release("1.1.0", operations=request.param.format(mark))
    words = ["rehearse", "orchard-app", "--from", str(orchard.old), "--to", str(orchard.new)]
    words += [
        "--seed",
        str(orchard.seed),
        "--cache",
        str(orchard.cache),
        "--postgres",
        os.environ["DATABASE_URL"],
    ]
    process = subprocess.Popen(
        [sys.executable, "-m", "wheelwright", *words], stderr=subprocess.DEVNULL
    )
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        query = "SELECT datname FROM pg_stat_activity WHERE query LIKE %s"
        query += " AND wait_event = 'PgSleep'"
        for _ in range(600):
            if row := connection.execute(query, [f"%{mark}%"]).fetchone():
                break
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.05)  # until the migration is under way
        assert row, "the migration never slept"
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
