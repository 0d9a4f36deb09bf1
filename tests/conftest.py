"""
What the repository's own tests share: the places, a database of their own, a runner of commands.
"""

import os
import pathlib
import subprocess
import sys
import uuid
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

import psycopg
import pytest

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent
DOMAINS = ("benefits-app", "enrolments-app", "billing-app")


def run(
    words: Sequence[str | pathlib.Path],
    *,
    cwd: pathlib.Path = REPOSITORY,
    env: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """
    Run a command as a person would and keep what it said; the test judges the exit status.
    """
    return subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        timeout=600,
    )


def succeed(words: Sequence[str | pathlib.Path], **options: object) -> str:
    """
    Run a command that has to work; on failure the test shows all it printed.
    """
    done = run(words, **options)
    assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def own_temporary_files(folder: pathlib.Path) -> dict[str, str]:
    """
    The environment in which a pytest that a test starts does not clear up after earlier runs,
    which can take minutes, as it would in the folder that all runs of a user share.
    """
    return {"PYTEST_DEBUG_TEMPROOT": str(folder)}


@pytest.fixture(scope="session")
def uv() -> pathlib.Path:
    return pathlib.Path(sys.executable).with_name("uv")


@pytest.fixture(scope="session")
def server() -> str:
    url = os.environ.get("DATABASE_URL")
    assert url, (
        "DATABASE_URL is not set: run `make test`, or `wheelwright postgres -- pytest tests`."
    )
    return url


@pytest.fixture
def database(server: str) -> Iterator[str]:
    """
    The URL of an empty database of the test's own.
    """
    name = f"repository_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    yield urlsplit(server)._replace(path=f"/{name}").geturl()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
