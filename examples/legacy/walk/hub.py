"""
How is the monolith run: its Python, its folder, its database?
"""

import dataclasses
import json
import os
import pathlib
import resource
import subprocess
import time
from typing import Any
from urllib.parse import urlsplit

import psycopg

INSIDE = pathlib.Path(__file__).resolve().parent / "inside"


class StepFailed(Exception):
    """
    A command of the walk said no; the walk ends here.
    """

    def __init__(self, words: tuple[str, ...], said: str) -> None:
        super().__init__(words, said)
        self.words = words
        self.said = said

    def __str__(self) -> str:
        return f"{' '.join(self.words)}\n\n{self.said[-6000:]}"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """
    What a command said, and what it took, in seconds.
    """

    said: str
    remarks: str  # what went to the standard error
    seconds: float
    processor: float


def run(*words: str | pathlib.Path, cwd: pathlib.Path, env: dict[str, str] | None = None) -> Done:
    """
    One command.

    Raises:
        StepFailed: with everything it said.
    """
    told = tuple(str(word) for word in words)
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(
        told, cwd=cwd, env={**os.environ, **(env or {})}, capture_output=True, text=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise StepFailed(told, done.stdout + done.stderr)
    return Done(
        said=done.stdout,
        remarks=done.stderr,
        seconds=time.monotonic() - began,
        processor=after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
    )


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """
    The monolith in a folder, with an environment and a database of its own.
    """

    folder: pathlib.Path
    python: pathlib.Path
    database: str

    def env(self) -> dict[str, str]:
        return {
            "DATABASE_URL": self.database,
            "DJANGO_SETTINGS_MODULE": "hub.settings",
            "PYTHONPATH": str(self.folder),
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def manage(self, *words: str) -> Done:
        return run(self.python, "manage.py", *words, cwd=self.folder, env=self.env())

    def ask(self, script: str, *words: str) -> Any:
        """
        What one of the scripts of inside/ answers from the monolith's own process.
        """
        done = run(self.python, INSIDE / script, *words, cwd=self.folder, env=self.env())
        return json.loads(done.said.splitlines()[-1])


def create_database(server: str, name: str) -> str:
    """
    An empty database of that name, in place of the one of the last walk; its URL.
    """
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    return urlsplit(server)._replace(path=f"/{name}").geturl()
