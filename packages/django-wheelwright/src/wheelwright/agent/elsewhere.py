"""
Every connection of this process is led to one database of a rehearsal, whatever the settings say.
"""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.db import connections
from django.db.utils import load_backend

POSTGRESQL = "django.db.backends.postgresql"


def lead_to(url: str) -> None:
    """
    Make every alias a connection to this URL. A project that reads from a replica, or that keeps some
    models elsewhere, finds them all in one place; its real databases are not connected to.
    """
    parts = urlsplit(url)
    settings: dict[str, Any] = connections.settings
    own = settings["default"]
    there = {
        **own,
        "ENGINE": own["ENGINE"] if _speaks_postgresql(own["ENGINE"]) else POSTGRESQL,
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {},
        "CONN_MAX_AGE": 0,
        "ATOMIC_REQUESTS": False,
        "AUTOCOMMIT": True,
    }
    for alias in list(settings):
        settings[alias] = there
        connections[alias] = connections.create_connection(alias)


def _speaks_postgresql(engine: str) -> bool:
    return bool(load_backend(engine).DatabaseWrapper.vendor == "postgresql")
