"""
When is a database that does not answer given up?

The server ends a statement that takes too long, unless it is the server that hangs: then nobody
would, and each request would hold its thread until no thread is left for the probes either.
"""

import time
from collections.abc import Callable, Generator
from typing import Any

import psycopg
from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

# What psycopg sends to its generator if nothing has come for a tenth of a second.
NOTHING = 0


def on_connection(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """
    Wait for each answer on a new connection DATABASE_GIVE_UP_SECONDS at most; 0 is for ever.
    """
    raw: Any = connection.connection
    if settings.DATABASE_GIVE_UP_SECONDS and isinstance(raw, psycopg.Connection):
        raw.wait = _limited(raw, raw.wait, settings.DATABASE_GIVE_UP_SECONDS)  # type: ignore[method-assign]


def _limited(raw: Any, wait: Callable[..., Any], seconds: float) -> Callable[..., Any]:
    def limited(generator: Generator[Any, Any, Any], *args: Any, **kwargs: Any) -> Any:
        try:
            return wait(_until(generator, time.monotonic() + seconds), *args, **kwargs)
        except _TooLate:
            raw.close()  # what may still come is the answer to another question
            raise psycopg.OperationalError(
                f"the database has not answered in {seconds:g} s, and the connection was given up"
            ) from None

    return limited


class _TooLate(Exception):
    pass


def _until(generator: Generator[Any, Any, Any], latest: float) -> Generator[Any, Any, Any]:
    try:
        wanted = next(generator)
        while True:
            ready = yield wanted
            if ready == NOTHING and time.monotonic() > latest:
                raise _TooLate
            wanted = generator.send(ready)
    except StopIteration as end:
        return end.value
