"""
How does a URL become Django's DATABASES?
"""

import os
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from host.settings.environment import seconds

ENGINE = "django.db.backends.postgresql"
# Each statement is planned once a connection, which is most of a short one's time. Behind a pooler
# that hands connections round by transaction: ?prepare_threshold= turns it off.
PREPARED: dict[str, Any] = {"server_side_binding": True, "prepare_threshold": 1}

# Seconds (the last: milliseconds). A server that is gone, and does not say so, is given up after
# 5 s while a connection is made and after a minute while one is used.
PATIENCE: dict[str, Any] = {
    "connect_timeout": 5,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}
# What a server of requests grants a statement, the wait for a lock, and a transaction in which
# nothing happens: seconds, 0 is no limit. A command of manage.py grants what it takes.
LIMITS = {
    "DATABASE_STATEMENT_SECONDS": ("statement_timeout", 30),
    "DATABASE_LOCK_SECONDS": ("lock_timeout", 10),
    "DATABASE_IDLE_SECONDS": ("idle_in_transaction_session_timeout", 60),
}


def database_from(url: str | None) -> dict[str, Any]:
    """
    The settings of the database at `postgresql://user:password@host:port/name?option=value`.

    Raises:
        ImproperlyConfigured: if there is no URL, or one of another kind.
    """
    if not url:
        raise ImproperlyConfigured(
            "DATABASE_URL is not set. Name a PostgreSQL, for example "
            "DATABASE_URL=postgresql://user:password@127.0.0.1:5432/benefits, or start with "
            "`make run`, which brings its own."
        )
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            f"DATABASE_URL is a {parts.scheme or 'bare'} address, and this host runs on PostgreSQL: "
            "postgresql://user:password@host:port/name"
        )
    options: dict[str, Any] = dict(parse_qsl(parts.query, keep_blank_values=True))
    for name in PATIENCE.keys() & options.keys():
        options[name] = int(options[name] or 0)
    if "prepare_threshold" in options:
        options["prepare_threshold"] = int(options["prepare_threshold"] or 0) or None
    return {
        "ENGINE": ENGINE,
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        # A socket's folder travels as ?host=, since it does not fit between the slashes.
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        # A connection lives as long as its thread: opening one costs more than a request. It is not
        # tried before each request either: after a restart of the database one request of each
        # thread fails, and Django then opens a new one.
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": False,
        "OPTIONS": {**PREPARED, **PATIENCE, **options},
    }


def environment_database() -> dict[str, Any]:
    """
    The database of DATABASE_URL.
    """
    return database_from(os.environ.get("DATABASE_URL"))


def limited(database: dict[str, Any]) -> dict[str, Any]:
    """
    A database whose server ends what takes too long. A URL with `?options=` says it itself: a
    pooler that takes no options gets an empty one, and its roles are given limits instead.

    Raises:
        ImproperlyConfigured: if one of LIMITS is no number.
    """
    if "options" in database["OPTIONS"]:
        return database
    granted = {said: seconds(name, usual) for name, (said, usual) in LIMITS.items()}
    words = " ".join(f"-c {said}={number}s" for said, number in granted.items())
    return {**database, "OPTIONS": {**database["OPTIONS"], "options": words}}


def give_up_seconds() -> int:
    """
    Five more than a statement may take: long enough for the server to say that it ended it.
    """
    granted = seconds("DATABASE_STATEMENT_SECONDS", LIMITS["DATABASE_STATEMENT_SECONDS"][1])
    return granted + 5 if granted else 0


def grant_what_it_takes() -> None:
    """
    For a command: a migration or a billing run may take as long as it takes, unless a variable says
    otherwise.
    """
    for name in LIMITS:
        os.environ.setdefault(name, "0")
