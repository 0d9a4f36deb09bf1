"""
How does a URL become Django's DATABASES?
"""

import os
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

ENGINE = "django.db.backends.postgresql"
# Each statement is planned once a connection, which is most of a short one's time. Behind a pooler
# that hands connections round by transaction: ?prepare_threshold= turns it off.
PREPARED: dict[str, Any] = {"server_side_binding": True, "prepare_threshold": 1}


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
        "OPTIONS": {**PREPARED, **options},
    }


def environment_database() -> dict[str, Any]:
    """
    The database of DATABASE_URL.
    """
    return database_from(os.environ.get("DATABASE_URL"))
