"""
Databases of the tests' own: empty, or a copy of another.
"""

import os
import uuid
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest


@pytest.fixture(scope="session")
def new_database() -> Iterator[Callable[..., str]]:
    """
    Makes one and says its URL; with `template` it is a copy.
    """
    url = os.environ["DATABASE_URL"]
    made: list[str] = []

    def make(template: str = "") -> str:
        made.append(f"monolith_{uuid.uuid4().hex[:12]}")
        copied = f' TEMPLATE "{urlsplit(template).path[1:]}"' if template else ""
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{made[-1]}"{copied}'.encode())
        return urlunsplit(urlsplit(url)._replace(path=f"/{made[-1]}"))

    yield make
    with psycopg.connect(url, autocommit=True) as connection:
        for name in made:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
