"""
Which databases does a run own, how are they cloned, and who removes those of a run that died?
"""

import collections
import concurrent.futures
import contextlib
import dataclasses
import itertools
import random
import re
import threading
import time
from collections.abc import Callable
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from wheelwright.adapters.cluster import LARGEST, Image, Template
from wheelwright.adapters.postgres import Server
from wheelwright.errors import CellBroken, NoServer
from wheelwright.report.model import Json

PREFIX = "wheelwright_"
LAST_WORDS = 10.0  # seconds that a session may take to end
NAME = re.compile(r"wheelwright_(\d+)_\d+")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """
    A template of this run: its database, and what is known about it.
    """

    name: str
    facts: Json


class Databases:
    """
    The databases of one run on one server. Only names that this run made are ever touched.
    """

    def __init__(
        self,
        url: str,
        *,
        throwaway: bool,
        image: Image | None = None,
        started: concurrent.futures.Future[Server] | None = None,
    ) -> None:
        self.url = url
        self.key = random.SystemRandom().randrange(1, 2**31)
        self.numbers = itertools.count(1)
        self.made: list[str] = []
        self.throwaway = throwaway
        self.image = image
        self.started = started
        self.copying = sql.SQL("")
        self.templates: dict[str, Made] = {}
        self.locks: collections.defaultdict[str, threading.Lock] = collections.defaultdict(
            threading.Lock
        )
        self._connecting = threading.Lock()
        self._connection: psycopg.Connection[tuple[object, ...]] | None = None

    @property
    def connection(self) -> psycopg.Connection[tuple[object, ...]]:
        """
        The connection that makes and removes databases; opened when the server is up.

        Raises:
            NoServer: if there is none that can be used.
        """
        with self._connecting:
            if self._connection is None:
                if self.started is not None:
                    self.started.result()
                self._connection = self._connect()
                if not self.throwaway:
                    self._remove_orphans(self._connection)
            return self._connection

    @property
    def version(self) -> str:
        """
        The server's version, for example 18.1.
        """
        number = self.connection.info.server_version
        return f"{number // 10000}.{number % 10000}"

    def _connect(self) -> psycopg.Connection[tuple[object, ...]]:
        try:
            connection: psycopg.Connection[tuple[object, ...]] = psycopg.connect(
                self.url, autocommit=True, connect_timeout=5
            )
        except psycopg.Error as exc:
            raise NoServer(
                f"PostgreSQL at {hidden(self.url)} cannot be reached: {last_line(str(exc))}.",
                "Start it, correct the URL, or leave --postgres out to use the embedded server.",
            ) from exc
        number = connection.info.server_version
        if number < 150000:
            raise NoServer(
                f"That server is PostgreSQL {number // 10000}.{number % 10000}.",
                "Use 15 or newer.",
            )
        allowed = connection.execute(
            "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        if not allowed or not allowed[0]:
            raise NoServer(
                f"The role of {hidden(self.url)} may not create databases.",
                "A rehearsal works only on databases it made itself: give it a role with CREATEDB.",
            )
        fsync = connection.execute("SHOW fsync").fetchone()
        # Copying files asks for a checkpoint: cheap only where nothing is kept safe anyway.
        self.copying = sql.SQL("STRATEGY FILE_COPY" if fsync and fsync[0] == "off" else "")
        # Held as long as this run lives: another run takes it to learn that we are gone.
        connection.execute("SELECT pg_advisory_lock(%s)", [self.key])
        return connection

    def _remove_orphans(self, connection: psycopg.Connection[tuple[object, ...]]) -> None:
        found = connection.execute("SELECT datname FROM pg_database").fetchall()
        for (name,) in found:
            match = NAME.fullmatch(str(name))
            if not match or int(match[1]) == self.key:
                continue
            key = int(match[1])
            lock = connection.execute("SELECT pg_try_advisory_lock(%s)", [key]).fetchone()
            if lock and lock[0]:
                with contextlib.suppress(psycopg.Error):
                    connection.execute(_drop(str(name)))
                connection.execute("SELECT pg_advisory_unlock(%s)", [key])

    def template(self, key: str, make: Callable[[], Made]) -> Made:
        """
        The template of this key: of this run, kept by an earlier one, or made now.

        Nobody may connect to it: whoever wants to read or write its rows takes a copy.
        """
        with self.locks[key]:
            known = self.templates.get(key) or self._kept(key)
            if known is None:
                known = make()
            self.templates[key] = known
            return known

    def _kept(self, key: str) -> Made | None:
        if self.image is None or not self.connection:
            return None
        kept = self.image.attach(key)
        return Made(name=kept.name, facts=kept.facts) if kept else None

    def create(self, *, template: str | None = None) -> str:
        """
        A new database, empty or a copy of another one of ours.
        """
        if template:
            self._until_left(template)
        name = f"{PREFIX}{self.key}_{next(self.numbers)}"
        self.made.append(name)
        connection = self.connection
        source = sql.SQL("TEMPLATE {} {}").format(
            sql.Identifier(template or "template0"),
            self.copying if template else sql.SQL(""),
        )
        connection.execute(sql.SQL("CREATE DATABASE {} {}").format(sql.Identifier(name), source))
        return name

    def _until_left(self, template: str) -> None:
        """
        Wait for backends that are just ending. The server would, too, but looks only every 100 ms.
        """
        query = "SELECT 1 FROM pg_stat_activity WHERE datname = %s"
        for _ in range(200):
            if not self.connection.execute(query, [template]).fetchone():
                return
            time.sleep(0.001)

    def drop(self, name: str) -> None:
        """
        Remove one of ours, and whoever is still connected to it.
        """
        self.connection.execute(_drop(name))

    def disconnect(self, name: str) -> None:
        """
        End every session of one of ours, and wait until they are gone.

        A backend whose client was killed may go on for a while: it notices when it answers.
        """
        others = "FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
        ended = time.monotonic() + LAST_WORDS
        while time.monotonic() < ended:
            if not self.connection.execute(
                f"SELECT pg_terminate_backend(pid) {others}", [name]
            ).fetchall():
                return
            time.sleep(0.005)
        raise CellBroken(
            f"A session of {name} did not end within {LAST_WORDS:.0f} s.",
            "Is the server overloaded? Run it again.",
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
        if self._connection is None:
            return
        for name in self.made:
            with contextlib.suppress(psycopg.Error):
                self.drop(name)
        self._connection.close()

    def keep(self) -> None:
        """
        Leave only templates, and tell the image which of them are new.
        """
        if self.image is None or self._connection is None:
            return
        kept = dict(self.image.manifest.templates)
        added = {k: made for k, made in self.templates.items() if k not in kept}
        sized = {key: self._sized(made) for key, made in added.items()}
        new = {key: template for key, template in sized.items() if template.bytes <= LARGEST}
        if not new and self.image.manifest.generation:
            self._connection.close()
            return
        gone = self.image.crowded_out(new)
        staying = {made.name for key, made in added.items() if key in new}
        for name in (*self.made, *(kept[key].name for key in gone)):
            if name not in staying:
                self.drop(name)
        self._connection.close()
        self.image.pending = {**{k: v for k, v in kept.items() if k not in gone}, **new}

    def _sized(self, made: Made) -> Template:
        row = self.connection.execute(
            "SELECT oid::bigint, pg_database_size(oid) FROM pg_database WHERE datname = %s",
            [made.name],
        ).fetchone()
        assert row is not None
        oid, size = (int(str(value)) for value in row)
        return Template(name=made.name, oid=oid, bytes=size, facts=made.facts)


def _drop(name: str) -> sql.Composed:
    return sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))


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
