"""
How are the host and its twin served, and how much processor time have they used?
"""

import contextlib
import dataclasses
import http.client
import os
import pathlib
import subprocess
import sys
import time
from collections.abc import Iterator

import psutil
import psycopg

from stage.environment import STAGE, Place
from wheelwright.adapters.postgres import free_port

# As production runs, which is what `demo` serves without DEBUG's log of every statement.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "host.settings.production",
    "DJANGO_SECRET_KEY": "k" * 64,
    "DJANGO_ALLOWED_HOSTS": "127.0.0.1",
    "STRIPE_SECRET_KEY": "sk_test_benchmark",
}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """
    A running server of one worker.
    """

    port: int
    process: psutil.Process

    def seconds(self) -> float:
        """
        Processor seconds that it and its workers have used.
        """
        family = [self.process, *self.process.children(recursive=True)]
        return sum(sum(each.cpu_times()[:2]) for each in family)


@contextlib.contextmanager
def host(where: Place, database: str, *, threads: int = 4) -> Iterator[Served]:
    """
    The host, by the words that `demo` starts granian with.
    """
    words = ["--interface", "wsgi", "--blocking-threads", str(threads), "host.wsgi:application"]
    with _granian(
        where.python, words, where.host, {"DATABASE_URL": database, **PRODUCTION}
    ) as served:
        yield served


@contextlib.contextmanager
def twin(where: Place, database: str, release: str) -> Iterator[Served]:
    """
    The twin on the same server, which speaks ASGI to it.
    """
    words = ["--interface", "asgi", "--loop", "uvloop", "twin:app"]
    with _granian(
        where.python, words, STAGE, {"DATABASE_URL": database, "RELEASE": release}
    ) as served:
        yield served


@contextlib.contextmanager
def _granian(
    python: pathlib.Path, words: list[str], folder: pathlib.Path, env: dict[str, str]
) -> Iterator[Served]:
    port = free_port()
    command = [str(python), "-m", "granian", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", "1", "--workers-kill-timeout", "2", "--log-level", "warning"]
    process = subprocess.Popen([*command, "--no-ws", *words], cwd=folder, env={**os.environ, **env})
    try:
        _wait(process, port)
        yield Served(port=port, process=psutil.Process(process.pid))
    finally:
        process.terminate()
        process.wait(30)


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(300):
        if process.poll() is not None:
            sys.exit(f"The server ended with status {process.returncode}.")
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        with contextlib.suppress(OSError), contextlib.closing(connection):
            connection.request("GET", "/livez")
            connection.getresponse()
            return
        time.sleep(0.1)
    sys.exit("The server does not answer.")


class Database:
    """
    The processor seconds of a PostgreSQL of this machine, sessions that have ended included.
    """

    def __init__(self, url: str) -> None:
        with psycopg.connect(url) as session:
            self._postmaster = psutil.Process(psutil.Process(session.info.backend_pid).ppid())

    def seconds(self) -> float:
        mine = self._postmaster.cpu_times()
        running = sum(sum(each.cpu_times()[:2]) for each in self._postmaster.children())
        return running + mine.children_user + mine.children_system
