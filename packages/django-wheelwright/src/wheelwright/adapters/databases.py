"""
Which databases does a run own, how are they cloned, and who removes those of a run that died?
"""

import contextlib
import itertools
import random
import re
from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from wheelwright.adapters import postgres
from wheelwright.errors import NoServer

PREFIX = "wheelwright_"
NAME = re.compile(r"wheelwright_(\d+)_\d+")


class Databases:
    """
    The databases of one run on one server. Only names that this run made are ever touched.
    """

    def __init__(self, url: str, *, throwaway: bool) -> None:
        self.url = url
        self.key = random.SystemRandom().randrange(1, 2**31)
        self.numbers = itertools.count(1)
        self.made: list[str] = []
        self.strategy = sql.SQL("STRATEGY FILE_COPY" if throwaway else "")
        try:
            self.connection = psycopg.connect(url, autocommit=True, connect_timeout=5)
        except psycopg.Error as exc:
            raise NoServer(
                f"PostgreSQL at {hidden(url)} cannot be reached: {last_line(str(exc))}.",
                "Start it, correct the URL, or leave --postgres out to use the embedded server.",
            ) from exc
        version = self.connection.info.server_version
        self.version = f"{version // 10000}.{version % 10000}"
        if version < 150000:
            raise NoServer(f"That server is PostgreSQL {self.version}.", "Use 15 or newer.")
        allowed = self.connection.execute(
            "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        if not allowed or not allowed[0]:
            raise NoServer(
                f"The role of {hidden(url)} may not create databases.",
                "A rehearsal works only on databases it made itself: give it a role with CREATEDB.",
            )
        # Held as long as this run lives: another run takes it to learn that we are gone.
        self.connection.execute("SELECT pg_advisory_lock(%s)", [self.key])
        self._remove_orphans()

    def _remove_orphans(self) -> None:
        found = self.connection.execute("SELECT datname FROM pg_database").fetchall()
        for (name,) in found:
            match = NAME.fullmatch(name)
            if not match or int(match[1]) == self.key:
                continue
            key = int(match[1])
            lock = self.connection.execute("SELECT pg_try_advisory_lock(%s)", [key]).fetchone()
            if lock and lock[0]:
                with contextlib.suppress(psycopg.Error):
                    self.drop(name)
                self.connection.execute("SELECT pg_advisory_unlock(%s)", [key])

    def create(self, *, template: str | None = None) -> str:
        """
        A new database, empty or a copy of another one of ours.
        """
        name = f"{PREFIX}{self.key}_{next(self.numbers)}"
        self.made.append(name)
        source = sql.SQL("TEMPLATE {} {}").format(
            sql.Identifier(template or "template0"), self.strategy if template else sql.SQL("")
        )
        self.connection.execute(
            sql.SQL("CREATE DATABASE {} {}").format(sql.Identifier(name), source)
        )
        return name

    def drop(self, name: str) -> None:
        """
        Remove one of ours, and whoever is still connected to it.
        """
        self.connection.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )

    def url_of(self, name: str) -> str:
        """
        The URL of one of our databases.
        """
        return urlunsplit(urlsplit(self.url)._replace(path=f"/{name}"))

    def open(self, name: str) -> psycopg.Connection[tuple[object, ...]]:
        """
        A connection of our own to one of our databases.
        """
        return psycopg.connect(self.url_of(name), autocommit=True)

    def close(self) -> None:
        """
        Remove everything this run made.
        """
        for name in self.made:
            with contextlib.suppress(psycopg.Error):
                self.drop(name)
        self.connection.close()


@contextlib.contextmanager
def server(wanted: str | None) -> Iterator[Databases]:
    """
    Databases on the server `wanted` names: a URL, a major version, or None for the embedded one.
    """
    if wanted and "://" in wanted:
        databases = Databases(wanted, throwaway=False)
        with contextlib.closing(databases):
            yield databases
        return
    with postgres.embedded(major=wanted or None) as running:
        databases = Databases(running.url, throwaway=True)
        try:
            yield databases
        finally:
            databases.connection.close()  # the whole cluster goes; dropping first is wasted time


def hidden(url: str) -> str:
    """
    A URL without its password.
    """
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=host, query=""))


def last_line(text: str) -> str:
    """
    The last line of a driver's message, without its full stop.
    """
    return text.strip().splitlines()[-1].strip().rstrip(".") if text.strip() else "no reason given"
