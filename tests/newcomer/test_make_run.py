"""
Is a newcomer served from released wheels, told what to open, and left with nothing running?
"""

import contextlib
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import psutil
import pytest

from tests.conftest import REPOSITORY, run


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url: str, *, seconds: float, process: subprocess.Popen[str]) -> str:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        assert process.poll() is None, f"make run ended:\n{process.stdout.read()}"
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return answer.read().decode()
        except (urllib.error.URLError, ConnectionError):
            # Polling the very thing awaited, with a deadline.
            time.sleep(0.1)
    raise AssertionError(f"{url} did not answer within {seconds} s")


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("clone")) as (process, port):
        yield process, port


@contextlib.contextmanager
def serving(clone: pathlib.Path):
    """
    `make run` on a port of its own, in a copy that shares the installed environments.
    """
    for name in (
        ".python-version",
        "Makefile",
        "host",
        "packages",
        "releases",
        "requirements",
        ".venv",
        ".venv-host",
    ):
        (clone / name).symlink_to(REPOSITORY / name)
    port = free_port()
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    process = subprocess.Popen(
        ["make", "run", f"PORT={port}"],
        cwd=clone,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/livez", seconds=120, process=process)
        yield process, port
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
            process.wait(60)
        shutil.rmtree(clone, ignore_errors=True)


class TestMakeRun:
    def test_serves_a_page(self, served):
        process, port = served

        page = wait_for(f"http://127.0.0.1:{port}/", seconds=10, process=process)

        assert "<h1" in page

    def test_serves_released_wheels_from_site_packages(self, served):
        process, port = served

        status = wait_for(f"http://127.0.0.1:{port}/status", seconds=10, process=process)

        train = (REPOSITORY / "host" / "train.txt").read_text()
        for wheel in json.loads(status)["wheels"]:
            assert f"{wheel['name']}=={wheel['version']}" in train
            assert "site-packages" in wheel["installed_in"]

    def test_is_ready(self, served):
        process, port = served

        ready = wait_for(f"http://127.0.0.1:{port}/readyz", seconds=10, process=process)

        assert json.loads(ready)["ready"] is True

    def test_stops_all_it_started_on_ctrl_c(self, served):
        process, _ = served
        started = psutil.Process(process.pid).children(recursive=True)
        assert "postgres" in {child.name() for child in started}

        os.killpg(process.pid, signal.SIGINT)
        process.wait(60)

        assert psutil.wait_procs(started, timeout=60)[1] == []

    def test_stops_all_it_started_when_its_terminal_is_closed(self, tmp_path: pathlib.Path):
        with serving(tmp_path) as (process, _):
            started = psutil.Process(process.pid).children(recursive=True)
            assert "granian" in str([child.cmdline() for child in started])

            os.killpg(process.pid, signal.SIGHUP)

            assert psutil.wait_procs(started, timeout=90)[1] == []


@pytest.fixture
def old_python(tmp_path: pathlib.Path) -> pathlib.Path:
    """
    A folder with make and a `python3` that says it is 3.11: all that a PATH may have.
    """
    (tmp_path / "make").symlink_to(shutil.which("make"))
    old = tmp_path / "python3"
    old.write_text(
        f"#!/bin/sh\nexec {sys.executable} -c "
        '"import sys; sys.version_info = (3, 11, 7); exec(sys.argv[1])" "$2"\n'
    )
    old.chmod(0o755)
    return tmp_path


def which_python(path: pathlib.Path, *words: str) -> subprocess.CompletedProcess[str]:
    return run(["make", "python-is-new-enough", *words], env={"PATH": str(path), "PYTHON": ""})


class TestThePython:
    def test_that_is_too_old_is_told_so(self, old_python):
        done = which_python(old_python)

        assert done.returncode == 2
        assert "needs Python 3.12 or newer, and python3 here is 3.11" in done.stderr

    def test_beside_an_older_one_is_found(self, old_python):
        (old_python / "python3.12").symlink_to(sys.executable)

        assert which_python(old_python).returncode == 0

    def test_that_is_named_is_taken(self, old_python):
        assert which_python(old_python, f"PYTHON={sys.executable}").returncode == 0

    def test_that_is_named_and_not_there_is_told_so(self, old_python):
        done = which_python(old_python, "PYTHON=/nowhere/python")

        assert done.returncode == 2
        assert "/nowhere/python" in done.stderr


def test_a_port_in_use_is_named_and_nothing_is_started(tmp_path: pathlib.Path, database: str):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        done = run(["make", "run", f"PORT={port}"], env={"DATABASE_URL": database})

    assert done.returncode == 2
    assert str(port) in done.stdout + done.stderr
