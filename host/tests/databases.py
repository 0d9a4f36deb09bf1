"""
Whole databases for tests that start processes: each made on the server of the tests, and dropped.
"""

import contextlib
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "host.settings.production",
    "DJANGO_SECRET_KEY": "a" * 20 + "7f3b9c" * 8,
    "DJANGO_ALLOWED_HOSTS": "benefits.test",
    "STRIPE_SECRET_KEY": "sk_live_7f3b9c",
    "TRUSTED_PROXIES": "10.0.0.0/8",
}


def clean_environment() -> dict[str, str]:
    """
    An environment for another process, with nothing of Django's own in it.
    """
    mine = {
        k: v for k, v in os.environ.items() if not k.startswith(("DJANGO_", "STRIPE_", "TRUSTED_"))
    }
    return mine | {"COMPATIBILITY_FILE": "/nonexistent/compatibility.json"}


@contextlib.contextmanager
def database(template: str = "template1") -> Iterator[str]:
    """
    The URL of a new database, copied from another one on the tests' server.
    """
    server = os.environ["DATABASE_URL"]
    name = f"host_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        made = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(made.format(sql.Identifier(name), sql.Identifier(template)))
        try:
            yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        finally:
            dropped = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            connection.execute(dropped.format(sql.Identifier(name)))


def name_of(url: str) -> str:
    """
    A database's name.
    """
    return urlsplit(url).path[1:]


def manage(
    environment: dict[str, str], *words: str, seconds: float = 120
) -> subprocess.CompletedProcess[str]:
    """
    A command of manage.py, ended.
    """
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        env=environment,
        capture_output=True,
        text=True,
        timeout=seconds,
    )
