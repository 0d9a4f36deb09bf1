"""
How is a PostgreSQL of our own started on a free port, and stopped whatever happens to us?
"""

import contextlib
import dataclasses
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator

from wheelwright.adapters import initdb, scratch
from wheelwright.adapters.cluster import Image
from wheelwright.errors import NoServer

# A rehearsal's data is thrown away, so it need not survive a crash; a kept cluster is real.
THROWAWAY = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "min_wal_size": "32MB",
    "wal_recycle": "off",
}
SETTINGS = {"max_connections": "200", "shared_buffers": "128MB", "timezone": "UTC"}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """
    A running server: the URL of its `postgres` database, and the pid of its postmaster.
    """

    url: str
    pid: int


def free_port() -> int:
    """
    A port of 127.0.0.1 that nobody uses at this moment.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def embedded(
    data: pathlib.Path | None = None,
    *,
    major: str | None = None,
    port: int | None = None,
    image: Image | None = None,
) -> Iterator[Server]:
    """
    A server for as long as the block runs; `data` keeps its cluster, without it nothing is kept
    but what `image` is told to.

    Raises:
        NoServer: if there are no binaries, the cluster is in use or the server does not start.
    """
    folder = initdb.binaries(major)
    owner = initdb.owner_of(folder)
    cluster = data.resolve() if data else _scratch()
    try:
        process, url = _run(folder, cluster, owner, port or free_port(), data is None, image)
        try:
            yield Server(url=url, pid=process.pid)
        finally:
            status = _stop(process)
        if image is not None and image.pending is not None and status == 0:
            image.keep(image.pending)
    finally:
        if data is None:
            shutil.rmtree(cluster, ignore_errors=True)


def _run(
    folder: pathlib.Path,
    cluster: pathlib.Path,
    owner: str | None,
    port: int,
    throwaway: bool,
    image: Image | None,
) -> tuple[subprocess.Popen[bytes], str]:
    """
    A running server and its URL. An image that does not start is forgotten.
    """
    url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
    taken = image is not None and _take(image, cluster, owner)
    if not taken:
        initdb.initialise(folder, cluster, owner)
    _refuse_if_running(cluster)
    process = _start(folder, cluster, port, owner, throwaway=throwaway)
    try:
        _wait(url, process, cluster)
    except BaseException as exc:
        _stop(process)
        if not taken or image is None or not isinstance(exc, NoServer):
            raise
        image.discard()
        shutil.rmtree(cluster / "data", ignore_errors=True)
        return _run(folder, cluster, owner, port, throwaway, image)
    return process, url


def _take(image: Image, cluster: pathlib.Path, owner: str | None) -> bool:
    taken = image.take(cluster / "data")
    if taken and owner:
        initdb.let_in(cluster)
    return taken


def _scratch() -> pathlib.Path:
    """
    A new folder, in memory when there is room: cloning a database costs files, not bytes.
    """
    memory = pathlib.Path("/dev/shm")  # noqa: S108 - a new private folder is made in it
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > 4 * 2**30
    return scratch.make("wheelwright-pg-", memory if roomy else None)


def _refuse_if_running(cluster: pathlib.Path) -> None:
    lock = cluster / "data" / "postmaster.pid"
    if not lock.exists():
        return
    pid = int(lock.read_text().split()[0])
    running = pathlib.Path(f"/proc/{pid}/cmdline")
    if running.exists() and str(cluster).encode() in running.read_bytes():
        raise NoServer(
            f"The database in {cluster} is already in use (process {pid}).",
            "Stop the other command first.",
        )


def _start(
    folder: pathlib.Path, cluster: pathlib.Path, port: int, owner: str | None, *, throwaway: bool
) -> subprocess.Popen[bytes]:
    settings = {**SETTINGS, **(THROWAWAY if throwaway else {})}
    words = [str(folder / "postgres"), "-D", str(cluster / "data"), "-p", str(port)]
    words += ["-h", "127.0.0.1", "-k", ""]
    for name, value in settings.items():
        words += ["-c", f"{name}={value}"]
    # A supervisor stands between us and the server: it holds the read end of a pipe, and when
    # our end closes, however we die, it stops the server.
    with (cluster / "server.log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "wheelwright.adapters.supervise", *words],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            env={**os.environ, "WHEELWRIGHT_SERVER_USER": owner or ""},
            start_new_session=True,
        )


def _wait(url: str, process: subprocess.Popen[bytes], cluster: pathlib.Path) -> None:
    import psycopg  # here: the supervisor imports this package without needing a driver

    for _ in range(600):
        if process.poll() is not None:
            raise NoServer(
                f"PostgreSQL did not start: {initdb.last_line((cluster / 'server.log').read_text())}",
                "Its log says more; if the data is from another version, move that folder away.",
            )
        try:
            psycopg.connect(url, connect_timeout=2).close()
        except psycopg.OperationalError:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.05)
        else:
            return
    raise NoServer("PostgreSQL did not answer within 30 s.", "Look for another load and try again.")


def _stop(process: subprocess.Popen[bytes]) -> int:
    assert process.stdin is not None
    process.stdin.close()
    try:
        return process.wait(30)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        return process.wait()
