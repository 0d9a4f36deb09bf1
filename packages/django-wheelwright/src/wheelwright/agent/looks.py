"""
What has happened to the tables since the last look: new files, rows read, rows changed?
"""

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from typing import Any

STATE = """
    SELECT c.relname, pg_relation_filenode(c.oid) || ':' || c.oid,
        pg_stat_get_tuples_returned(c.oid) + pg_stat_get_xact_tuples_returned(c.oid),
        pg_stat_get_tuples_inserted(c.oid) + pg_stat_get_xact_tuples_inserted(c.oid)
        + pg_stat_get_tuples_updated(c.oid) + pg_stat_get_xact_tuples_updated(c.oid)
        + pg_stat_get_tuples_deleted(c.oid) + pg_stat_get_xact_tuples_deleted(c.oid)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND c.relname <> 'django_migrations'
      AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
"""

type Ask = Callable[[str], list[tuple[Any, ...]]]
type Counts = Mapping[str, int]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """
    The tables with new files, and how many rows of each were read, and changed by whatever means:
    a statement, a function it calls, a trigger.
    """

    rewrote: list[str]
    scanned: Counts
    written: Counts


class Looks:
    """
    The state at the last look.
    """

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._files: dict[str, str] = {}
        self._read: dict[str, int] = {}
        self._written: dict[str, int] = {}

    def look(self, *, autocommit: bool) -> Look:
        """
        Look again.
        """
        if autocommit:
            self._ask("SELECT pg_stat_force_next_flush()")
        found = self._ask(STATE)
        files = {table: file for table, file, *_ in found}
        read = {table: int(rows or 0) for table, _, rows, _ in found}
        written = {table: int(rows or 0) for table, *_, rows in found}
        # A table that was dropped and made again is another table: its oid differs.
        same = {t for t, file in files.items() if _oid(self._files.get(t)) == _oid(file)}
        look = Look(
            rewrote=[
                table for table in files if table in same and files[table] != self._files[table]
            ],
            scanned=_more(read, self._read, read),
            written=_more(written, self._written, same),
        )
        self._files, self._read, self._written = files, read, written
        return look


def _oid(file: str | None) -> str:
    return (file or "").partition(":")[2]


def _more(now: Counts, before: Counts, tables: Iterable[str]) -> Counts:
    grown = {table: now[table] - before.get(table, 0) for table in tables}
    return {table: rows for table, rows in grown.items() if rows > 0}
