"""
How is a devpi-server started on this machine, and stopped whatever happens to us?
"""

import contextlib
import dataclasses
import os
import pathlib
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator

from wheelwright.index import folder
from wheelwright.index.define import define, mirror, separate
from wheelwright.index.devpi import Devpi
from wheelwright.index.errors import IndexFailed
from wheelwright.index.folder import Credentials
from wheelwright.index.upstream import require_mirrorable

ADDRESS, SECRET, LOG = "address", "secret", "server.log"
PATIENCE = 180.0  # seconds; on a busy machine a start of two takes a minute


@contextlib.contextmanager
def serving(
    data: pathlib.Path, programs: pathlib.Path, *, port: int, upstream: str | None = None
) -> Iterator[Devpi]:
    """
    A devpi-server for as long as the block runs; `data` keeps it, made on the first start.

    `upstream` is the simple index that third-party packages come from; devpi's own default
    without it.

    Raises:
        IndexFailed: if devpi is missing, the port or the folder is taken, or it does not start.
    """
    _require_programs(programs)
    _require_free(port)
    if upstream:
        require_mirrorable(upstream)
    url = f"http://127.0.0.1:{port}"
    with folder.claimed(data):
        known = folder.recall(data)
        root = known.root if known else _initialise(data, programs)
        process = _start(data, programs, port)
        try:
            _wait(url, process, data)
            if known:
                promoter = known.promoter or separate(url, root)
                kept = dataclasses.replace(known, promoter=promoter)
            else:
                publisher, promoter = define(url, root)
                kept = Credentials(root=root, publisher=publisher, promoter=promoter)
            mirror(url, root, upstream)
            folder.remember(data, kept)
            (data / ADDRESS).write_text(url, encoding="utf-8")
            yield Devpi(url=url, programs=programs, password=kept.publisher, promoter=kept.promoter)
        finally:
            # Closing the pipe lets the supervisor stop the server, as our own death would.
            assert process.stdin is not None
            process.stdin.close()
            process.wait(30)


def tokens_of(data: pathlib.Path, url: str) -> tuple[str, str] | None:
    """
    The publisher's and the promoter's token, if the index in this folder is the one at `url`; no
    other may see them.
    """
    known, address = folder.recall(data), data / ADDRESS
    if known and address.exists() and address.read_text(encoding="utf-8") == url:
        return known.publisher, known.promoter
    return None


def _require_programs(programs: pathlib.Path) -> None:
    if not (programs / "devpi-server").exists():
        raise IndexFailed(
            f"There is no devpi-server in {programs}.",
            "Install django-wheelwright[index], or name the folder that has it with --devpi.",
        )


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as exc:
            raise IndexFailed(
                f"Port {port} is in use.", "Stop what listens there, or choose another with --port."
            ) from exc


def _initialise(data: pathlib.Path, programs: pathlib.Path) -> str:
    root = secrets.token_urlsafe(32)
    folder.write_secret(data / SECRET, secrets.token_urlsafe(48))
    done = subprocess.run(
        [programs / "devpi-init", "--serverdir", data / "server"],
        env={**os.environ, "PYTHONWARNINGS": "ignore", "DEVPISERVER_ROOT_PASSWD": root},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["no output"]
        raise IndexFailed(f"devpi-init failed: {said[-1]}", "Check the free space and permissions.")
    return root


def _start(data: pathlib.Path, programs: pathlib.Path, port: int) -> subprocess.Popen[bytes]:
    words = [str(programs / "devpi-server"), "--serverdir", str(data / "server")]
    words += ["--host", "127.0.0.1", "--port", str(port)]
    # Without a secret of its own every start would void the tokens; unrestricted, anybody who
    # reaches the port could make users.
    words += ["--secretfile", str(data / SECRET), "--restrict-modify", "root"]
    with (data / LOG).open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "wheelwright.adapters.supervise", *words],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            env={**os.environ, "PYTHONWARNINGS": "ignore"},
            start_new_session=True,
        )


def _wait(url: str, process: subprocess.Popen[bytes], data: pathlib.Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            said = (data / LOG).read_text(errors="replace").strip().splitlines()
            raise IndexFailed(
                f"devpi-server did not start: {said[-1] if said else 'no output'}",
                "Check the free space and permissions of the data folder.",
            )
        try:
            urllib.request.urlopen(f"{url}/+api", timeout=2).close()  # noqa: S310 - our own server
        except OSError:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.1)
        else:
            return
    raise IndexFailed(
        f"devpi-server did not answer within {PATIENCE:.0f} s.", "Try again under less load."
    )
