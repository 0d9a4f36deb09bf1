"""
A PostgreSQL of its own for accidents that happen to a whole server: it freezes, it crashes, its disk is full.
"""

import contextlib
import os
import pathlib
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

from wheelwright.adapters import postgres

MEGABYTE = 1024 * 1024


class OwnServer:
    """
    A server that nobody else uses; its processes are known by their pids.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        (data,) = self._ask("SHOW data_directory")[0]
        self.data = pathlib.Path(data)
        self._stopped: list[int] = []

    def freeze(self) -> None:
        """
        Stop every process of it, as a machine does that hangs: connections are accepted by the
        kernel, and nobody answers.
        """
        self._stopped = [self._postmaster(), *self._children()]
        for pid in self._stopped:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """
        Let them go on.
        """
        for pid in reversed(self._stopped):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)
        self._stopped = []

    def crash(self) -> None:
        """
        End one process the hard way: PostgreSQL cuts every connection, recovers and starts anew.
        """
        with psycopg.connect(_at(self.url, "template1"), autocommit=True) as connection:
            os.kill(connection.info.backend_pid, signal.SIGKILL)

    @contextlib.contextmanager
    def copy(self, name: str, folder: pathlib.Path | None = None) -> Iterator[str]:
        """
        The URL of a copy of its database, whose tables lie in `folder` if there is one.
        """
        made = sql.SQL("CREATE DATABASE {} TEMPLATE postgres").format(sql.Identifier(name))
        with psycopg.connect(_at(self.url, "template1"), autocommit=True) as connection:
            if folder is not None:
                place = sql.SQL("CREATE TABLESPACE small LOCATION {}")
                connection.execute(place.format(sql.Literal(str(folder))))
                made += sql.SQL(" TABLESPACE small STRATEGY file_copy")
            connection.execute(made)
        try:
            yield _at(self.url, name)
        finally:
            with psycopg.connect(_at(self.url, "template1"), autocommit=True) as connection:
                gone = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
                connection.execute(gone)
                connection.execute("DROP TABLESPACE IF EXISTS small")

    def _postmaster(self) -> int:
        return int((self.data / "postmaster.pid").read_text().split()[0])

    def _children(self) -> list[int]:
        pid = self._postmaster()
        listed = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text()
        return [int(each) for each in listed.split()]

    def _ask(self, query: str) -> list[tuple[str, ...]]:
        with psycopg.connect(self.url, autocommit=True) as connection:
            return connection.execute(query.encode()).fetchall()


@contextlib.contextmanager
def own_server() -> Iterator[OwnServer]:
    """
    It, for as long as the block runs.
    """
    with postgres.embedded() as running:
        server = OwnServer(running.url)
        try:
            yield server
        finally:
            server.thaw()


@contextlib.contextmanager
def small_disk(megabytes: int, *, owner: int) -> Iterator[pathlib.Path]:
    """
    A disk of that size; its folder `tables` belongs to the user `owner`. Passed over where nothing
    can be mounted: that needs root.
    """
    disk = pathlib.Path(tempfile.mkdtemp(prefix="small-disk-"))
    words = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=755", "tmpfs", str(disk)]
    try:
        if os.geteuid() != 0 or subprocess.run(words, check=False, capture_output=True).returncode:
            pytest.skip("no disk can be mounted here")
        try:
            (disk / "tables").mkdir(mode=0o700)
            os.chown(disk / "tables", owner, -1)
            yield disk
        finally:
            subprocess.run(["umount", str(disk)], check=True)
    finally:
        disk.rmdir()


def _at(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def fill(disk: pathlib.Path) -> pathlib.Path:
    """
    Write until nothing more fits; the answer is the file to remove.
    """
    ballast = disk / "ballast"
    with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * MEGABYTE)
    with contextlib.suppress(OSError), ballast.open("ab", buffering=0) as file:
        while True:
            file.write(b"x" * 512)
    return ballast
