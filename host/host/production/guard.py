"""
May this process touch the database it is told to, which production settings may have migrated?
"""

import functools
import os
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

# Named here, since it is read before there are models.
TABLE = "production_mark"
# The one command that may: it says itself what it would do to whom.
UNMARK = "unmark_copy"


class ProductionDatabase(ImproperlyConfigured):
    """
    The database is production's, and the settings are not.
    """

    def __init__(self, database: str, module: str) -> None:
        super().__init__(database, module)
        self.database = database
        self.module = module

    def __str__(self) -> str:
        mine = os.environ.get("DJANGO_SETTINGS_MODULE", "other settings")
        return (
            f"The database {self.database} is production's: {self.module} has migrated it. This "
            f"process runs with {mine}, whose gateway and mail are made up, so it does nothing. "
            f"Set DJANGO_SETTINGS_MODULE={self.module}. If this is a restored copy to play with, "
            f"`python manage.py {UNMARK}` says how it becomes one."
        )


def refuse_at_start(command: str = "") -> None:
    """
    Refuse every configured database that is marked, unless production settings are in force.

    Raises:
        ProductionDatabase: naming the first.
    """
    if command == UNMARK:
        _unmarking.append(True)
    if not (_unmarking or settings.IS_PRODUCTION):
        _look_once()


def on_connection(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """
    The same for one connection that was just opened; it is closed before it is refused.

    Raises:
        ProductionDatabase: if its database is marked.
    """
    if _unmarking or settings.IS_PRODUCTION or connection.vendor != "postgresql":
        return
    marked_by = mark_of(connection)
    if marked_by is not None:
        database = _named(connection)
        connection.close()
        raise ProductionDatabase(database, marked_by)


def mark_of(connection: BaseDatabaseWrapper) -> str | None:
    """
    The settings that marked the database of an open connection; None if it is not marked. Asked
    below Django, so that nobody's count of statements sees it.
    """
    raw: Any = connection.connection
    (table,) = raw.execute("SELECT to_regclass(%s)::text", [TABLE], prepare=False).fetchone()
    if table is None:
        return None
    row = raw.execute(f"SELECT settings_module FROM {TABLE}", prepare=False).fetchone()
    return row[0] if row else None


_unmarking: list[bool] = []


@functools.cache
def _look_once() -> None:
    for alias in connections:
        connection = connections.create_connection(alias)
        try:
            connection.ensure_connection()
            on_connection(connection)
        except OperationalError:
            continue  # no server, or no such database yet: told by whoever needs it
        finally:
            connection.close()


def _named(connection: BaseDatabaseWrapper) -> str:
    told = connection.settings_dict
    return f"{told['NAME']} on {told['HOST'] or 'the local socket'}"
