"""
Where does the measured host run: which interpreter and wheels, on which filled database?
"""

import contextlib
import dataclasses
import hashlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile
from collections.abc import Iterator

from wheelwright.adapters.servers import server

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent.parent
HOST = REPOSITORY / "host"
STAGE = pathlib.Path(__file__).resolve().parent
REQUIREMENTS = REPOSITORY / "requirements" / "bench.txt"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """
    A host's folder, and the interpreter that runs it.
    """

    host: pathlib.Path
    python: pathlib.Path

    def say(self, database: str, words: list[str], *, given: str = "", settings: str = "") -> str:
        """
        What a script says that runs in the host's folder, on a database.
        """
        return subprocess.run(
            [str(self.python), *words],
            cwd=self.host,
            env={
                **os.environ,
                "DATABASE_URL": database,
                "DJANGO_SETTINGS_MODULE": settings or "host.settings.development",
            },
            input=given,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        ).stdout


def place(*, host: pathlib.Path, wheels: pathlib.Path | None) -> Place:
    """
    A host on every wheel of a folder, or on the released train.

    The environment is made once for the same requirements and wheels, under .work.
    """
    if wheels is None:
        train = (host / "train.txt").read_text().splitlines()
        domains = [line for line in train if "==" in line and not line.startswith("#")]
    else:
        domains = sorted(str(wheel.resolve()) for wheel in wheels.glob("*.whl"))
    made_from = hashlib.sha256(REQUIREMENTS.read_bytes())
    for domain in domains:
        made_from.update(domain.encode())
        if wheels is not None:
            made_from.update(pathlib.Path(domain).read_bytes())
    folder = REPOSITORY / ".work" / f"bench-{made_from.hexdigest()[:12]}"
    ready = folder / ".installed"
    if not ready.exists():
        _install(folder, domains)
        ready.touch()
    return Place(host=host.resolve(), python=folder / "bin" / "python")


def _install(folder: pathlib.Path, domains: list[str]) -> None:
    uv = str(pathlib.Path(sys.executable).with_name("uv"))
    _run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(folder)])
    pip = [uv, "pip", "install", "--quiet", "--python", str(folder), "--compile-bytecode"]
    _run([*pip, "--require-hashes", "-r", str(REQUIREMENTS)])
    _run([*pip, "--no-deps", "--no-index", "--find-links", str(REPOSITORY / "releases"), *domains])


@contextlib.contextmanager
def filled_host(
    where: Place, *, people: int, benefits: int, enrolled: int = 0
) -> Iterator[tuple[str, dict]]:
    """
    The URL of a database that the host has migrated and filled, and what it was filled with.

    The database is one of an own PostgreSQL, or of the one that DATABASE_URL names.
    """
    with server(os.environ.get("DATABASE_URL")) as databases:
        name = databases.create()
        try:
            url = databases.url_of(name)
            where.say(url, ["manage.py", "migrate", "--verbosity", "0"])
            words = [str(STAGE / "populate.py"), "--people", str(people)]
            words += ["--benefits", str(benefits), "--enrolled", str(enrolled)]
            yield url, json.loads(where.say(url, words))
        finally:
            databases.drop(name)


@contextlib.contextmanager
def following(where: Place, database: str, filled: dict) -> Iterator[subprocess.Popen[str]]:
    """
    A consumer of the change feeds; it says what it was handed when its input is closed.
    """
    with tempfile.TemporaryDirectory() as folder:
        known = pathlib.Path(folder) / "filled.json"
        known.write_text(json.dumps(filled))
        consumer = subprocess.Popen(
            [str(where.python), str(STAGE / "consumer.py"), str(known)],
            cwd=where.host,
            env={**os.environ, "DATABASE_URL": database},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            yield consumer
        finally:
            if consumer.poll() is None:
                consumer.kill()
            consumer.wait()


def _run(words: list[str]) -> None:
    subprocess.run(words, check=True)
