"""
How is a devpi-server started on this machine, and how is it spoken to?
"""

import contextlib
import dataclasses
import json
import os
import pathlib
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator

from wheelwright.index.errors import IndexFailed

OWNER, PUBLISHER = "platform", "publisher"
STAGING, STABLE, HOST = "platform/staging", "platform/stable", "platform/host"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Devpi:
    """
    A running index: its address, the programs that talk to it, and its passwords by user.
    """

    url: str
    programs: pathlib.Path
    passwords: dict[str, str]

    def simple(self, index: str) -> str:
        """
        Where pip looks: `--index-url`.
        """
        return f"{self.url}/{index}/+simple/"

    def client(self, user: str, *commands: tuple[str, ...]) -> None:
        """
        Run devpi client commands as a user.

        Raises:
            IndexFailed: with the client's own last line.
        """
        with tempfile.TemporaryDirectory(prefix="wheelwright-devpi-") as folder:
            login = ("login", user, "--password", self.passwords[user])
            for words in (("use", self.url), login, *commands):
                done = subprocess.run(
                    [self.programs / "devpi", *words, "--clientdir", folder],
                    capture_output=True,
                    text=True,
                    check=False,
                )
                if done.returncode:
                    said = (done.stdout + done.stderr).strip().splitlines() or ["no output"]
                    raise IndexFailed(
                        f"devpi {words[0]} failed: {said[-1]}", "Check user, index and version."
                    )


def require_programs(programs: pathlib.Path) -> None:
    """
    Raises:
        IndexFailed: if devpi is not installed there.
    """
    if not (programs / "devpi-server").exists():
        raise IndexFailed(
            f"There is no devpi-server in {programs}.",
            "`make index` installs it into .venv-index; or name its folder with --devpi.",
        )


@contextlib.contextmanager
def serving(
    data: pathlib.Path, programs: pathlib.Path, *, port: int, upstream: str | None = None
) -> Iterator[Devpi]:
    """
    A devpi-server for as long as the block runs; `data` keeps it, made on the first start.

    `upstream` is the simple index that `platform/host` adds third-party packages from; devpi's
    own default without it.

    Raises:
        IndexFailed: if devpi is missing, the port is in use or the server does not start.
    """
    require_programs(programs)
    _require_free(port)
    passwords = _initialise(data, programs)
    process = _start(data, programs, port)
    try:
        devpi = Devpi(url=f"http://127.0.0.1:{port}", programs=programs, passwords=passwords)
        _wait(devpi.url, process, data)
        _define(devpi, data, upstream)
        yield devpi
    finally:
        # Closing the pipe lets the supervisor stop the server, as our own death would.
        assert process.stdin is not None
        process.stdin.close()
        process.wait(30)


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as exc:
            raise IndexFailed(
                f"Port {port} is in use.", "Stop what listens there, or choose another with --port."
            ) from exc


def _initialise(data: pathlib.Path, programs: pathlib.Path) -> dict[str, str]:
    kept = data / "passwords.json"
    if kept.exists():
        found: dict[str, str] = json.loads(kept.read_text(encoding="utf-8"))
        return found
    # Without its passwords a folder is half made: nobody can log in to it any more.
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True)
    passwords = {user: secrets.token_urlsafe(24) for user in ("root", OWNER, PUBLISHER)}
    done = subprocess.run(
        [
            programs / "devpi-init",
            "--serverdir",
            data / "server",
            "--root-passwd",
            passwords["root"],
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        shutil.rmtree(data, ignore_errors=True)
        said = done.stderr.strip().splitlines() or ["no output"]
        raise IndexFailed(f"devpi-init failed: {said[-1]}", "Check the free space and permissions.")
    kept.touch(mode=0o600)
    kept.write_text(json.dumps(passwords), encoding="utf-8")
    return passwords


def _start(data: pathlib.Path, programs: pathlib.Path, port: int) -> subprocess.Popen[bytes]:
    words = [str(programs / "devpi-server"), "--serverdir", str(data / "server")]
    words += ["--host", "127.0.0.1", "--port", str(port)]
    with (data / "server.log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "wheelwright.adapters.supervise", *words],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            env={**os.environ, "PYTHONWARNINGS": "ignore"},
            start_new_session=True,
        )


def _wait(url: str, process: subprocess.Popen[bytes], data: pathlib.Path) -> None:
    for _ in range(600):
        if process.poll() is not None:
            said = (data / "server.log").read_text(errors="replace").strip().splitlines()
            raise IndexFailed(
                f"devpi-server did not start: {said[-1] if said else 'no output'}",
                "Its log is server.log in the data folder.",
            )
        try:
            urllib.request.urlopen(f"{url}/+api", timeout=2).close()  # noqa: S310 - our own server
        except OSError:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.1)
        else:
            return
    raise IndexFailed("devpi-server did not answer within 60 s.", "Look at server.log.")


def _define(devpi: Devpi, data: pathlib.Path, upstream: str | None) -> None:
    """
    Users and indexes, once. No index is volatile: what is in it is never replaced or deleted.
    """
    done = data / "defined"
    if not done.exists():
        owner, publisher = devpi.passwords[OWNER], devpi.passwords[PUBLISHER]
        devpi.client(
            "root",
            ("user", "-c", OWNER, f"password={owner}"),
            ("user", "-c", PUBLISHER, f"password={publisher}"),
        )
        devpi.client(
            OWNER,
            ("index", "-c", STAGING, "bases=", "volatile=False", f"acl_upload={PUBLISHER}"),
            ("index", "-c", STABLE, "bases=", "volatile=False", f"acl_upload={PUBLISHER}"),
            # A name on stable hides the same name upstream: devpi asks a mirror only for names
            # that no index before it has.
            ("index", "-c", HOST, f"bases={STABLE},root/pypi", "volatile=False", "acl_upload="),
        )
        done.touch()
    if upstream:
        devpi.client("root", ("index", "root/pypi", f"mirror_url={upstream}"))
