"""
Does a worker of another task engine bill what a command left to it, an employer each?

The worker is a process of its own, as an operator starts it, on a database that production settings
have migrated.
"""

import contextlib
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator

import psycopg
import pytest

from host.settings import tasks
from tests.databases import PRODUCTION, clean_environment, database, manage, name_of

EMPLOYERS = [f"01900000-0000-7000-8000-0000000000e{number}" for number in range(3)]
ACCOUNT = """
    INSERT INTO billing_app_account (
        id, employer_id, legal_entity, currency, terms_days, time_zone, coverage_serial, hold_reason
    ) VALUES (gen_random_uuid(), %s, 'Northern Mutual Ltd', 'GBP', 30, 'Europe/London', 0, '')
"""
Said = subprocess.CompletedProcess[str]


def needs(module: str) -> pytest.MarkDecorator:
    there = importlib.util.find_spec(module) is not None
    package = module.replace("_", "-")
    return pytest.mark.skipif(not there, reason=f"{package} is not installed here: pip install it")


@pytest.fixture
def site(migrated: str) -> Iterator[dict[str, str]]:
    """
    The environment of a host that has three accounts to bill.
    """
    with database(name_of(migrated)) as url:
        with psycopg.connect(url, autocommit=True) as connection:
            for each in EMPLOYERS:
                connection.execute(ACCOUNT, [each])
        yield {**clean_environment(), **PRODUCTION, "DATABASE_URL": url}


def runs(environment: dict[str, str]) -> list[str]:
    with psycopg.connect(environment["DATABASE_URL"]) as connection:
        rows = connection.execute("SELECT status FROM billing_app_run ORDER BY id").fetchall()
    return [status for (status,) in rows]


def enqueue(environment: dict[str, str]) -> Said:
    words = ["billing_run", "all", "2027-02", "--issued-on", "2027-02-28", "--enqueue"]
    said = manage(environment, *words)
    assert said.returncode == 0, said.stderr
    assert "Left 3 employers to the task engine." in said.stdout
    return said


@contextlib.contextmanager
def started(words: list[str], environment: dict[str, str] | None = None) -> Iterator[None]:
    """
    A process of ours, ended by its own handle.
    """
    process = subprocess.Popen(
        words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.mark.skipif(not (tasks.BUILT_IN or tasks.BACKPORT), reason="Django has no task framework")
class TestByDefault:
    def test_an_enqueued_run_is_done_when_the_command_ends(self, site):
        enqueue(site)

        assert runs(site) == ["done"] * 3


@needs("django_tasks_db")
class TestTheDatabase:
    @pytest.fixture
    def site(self, site):
        told = site | {"TASKS_BACKEND": tasks.DATABASE}
        done = manage(told, "migrate", "-v", "0")
        assert done.returncode == 0, done.stderr
        return told

    def test_keeps_what_is_enqueued_until_a_worker_comes(self, site):
        enqueue(site)

        assert runs(site) == []

    def test_has_a_worker_that_bills_each_employer_and_ends(self, site):
        enqueue(site)

        worked = manage(site, "db_worker", "--batch", "--no-startup-delay")

        assert worked.returncode == 0, worked.stderr
        assert runs(site) == ["done"] * 3

    def test_two_workers_bill_nobody_twice(self, site):
        enqueue(site)
        words = [sys.executable, "manage.py", "db_worker", "--interval", "0.1"]

        with started(words, site), started(words, site):
            until(lambda: runs(site) == ["done"] * 3)

        assert len(runs(site)) == 3


@needs("django_tasks_fennel")
class TestCelery:
    @pytest.fixture
    def site(self, site, tmp_path):
        redis = shutil.which("redis-server")
        if redis is None:
            pytest.skip("redis-server is not installed here: apt-get install redis-server")
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port = probe.getsockname()[1]
        words = [redis, "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
        with started([*words, "--dir", str(tmp_path)]):
            until(_answers(port))
            yield site | {
                "TASKS_BACKEND": tasks.CELERY,
                "CELERY_BROKER_URL": f"redis://127.0.0.1:{port}/0",
            }

    def test_has_a_worker_that_bills_each_employer(self, site, tmp_path):
        enqueue(site)
        assert runs(site) == []
        words = ["-m", "celery", "-A", "django_tasks_fennel.app", "worker", "--concurrency", "2"]

        with started([sys.executable, *words], site | {"PYTHONPATH": _path()}):
            until(lambda: runs(site) == ["done"] * 3)


def until(reached: Callable[[], bool], seconds: float = 120) -> None:
    """
    Asked again and again, with a deadline: nobody tells when a worker has come so far.
    """
    latest = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < latest, "it never came so far"
        threading.Event().wait(0.2)


def _answers(port: int) -> Callable[[], bool]:
    def asked() -> bool:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as way:
                way.sendall(b"PING\r\n")
                return way.recv(16).startswith(b"+PONG")
        except OSError:
            return False

    return asked


def _path() -> str:
    return os.pathsep.join([os.getcwd(), os.environ.get("PYTHONPATH", "")])
