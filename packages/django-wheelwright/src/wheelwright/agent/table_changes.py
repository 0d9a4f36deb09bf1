"""
What has happened to the tables since the last look: new files, rows read, rows changed?
"""

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

# A partition is told from its table by the last column, the name of the root of its tree.
STATE = """
    SELECT c.relname, pg_relation_filenode(c.oid) || ':' || c.oid,
        pg_stat_get_tuples_returned(c.oid) + pg_stat_get_xact_tuples_returned(c.oid),
        pg_stat_get_tuples_inserted(c.oid) + pg_stat_get_xact_tuples_inserted(c.oid)
        + pg_stat_get_tuples_updated(c.oid) + pg_stat_get_xact_tuples_updated(c.oid)
        + pg_stat_get_tuples_deleted(c.oid) + pg_stat_get_xact_tuples_deleted(c.oid),
        root.relname
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_class root ON root.oid = coalesce(pg_partition_root(c.oid), c.oid)
    WHERE c.relkind = 'r' AND c.relname <> 'django_migrations'
      AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
"""

type Ask = Callable[[str], list[tuple[Any, ...]]]
type Counts = Mapping[str, int]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """
    The tables with new files, and how many rows of each were read, and changed by whatever means:
    a statement, a function it calls, a trigger. What happened to a partition happened to the
    partitioned table, under whose name people know it.
    """

    rewrote: list[str]
    scanned: Counts
    written: Counts


class Looks:
    """
    The state at the last look; `partitions` are those of the first, each with its table.
    """

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._files: dict[str, str] = {}
        self._read: dict[str, int] = {}
        self._written: dict[str, int] = {}
        self.partitions: dict[str, str] | None = None

    def look(self, *, autocommit: bool) -> Look:
        """
        Look again.
        """
        if autocommit:
            self._ask("SELECT pg_stat_force_next_flush()")
        found = self._ask(STATE)
        files = {table: file for table, file, *_ in found}
        read = {table: int(rows or 0) for table, _, rows, *_ in found}
        written = {table: int(rows or 0) for table, _, _, rows, _ in found}
        if self.partitions is None:
            self.partitions = {table: root for table, *_, root in found if table != root}
        # A table that was dropped and made again is another table: its oid differs.
        same = {t for t, file in files.items() if _oid(self._files.get(t)) == _oid(file)}
        rewrote = (t for t in files if t in same and files[t] != self._files[t])
        look = Look(
            rewrote=list(dict.fromkeys(map(self.known_as, rewrote))),
            scanned=self._more(read, self._read, read),
            written=self._more(written, self._written, same),
        )
        self._files, self._read, self._written = files, read, written
        return look

    def known_as(self, table: str) -> str:
        """
        The table whose rows were counted before: of what was a partition at the first look, the
        partitioned table; of any other, itself.
        """
        return (self.partitions or {}).get(table, table)

    def _more(self, now: Counts, before: Counts, tables: Iterable[str]) -> Counts:
        grown: Counter[str] = Counter()
        for table in tables:
            grown[self.known_as(table)] += now[table] - before.get(table, 0)
        return {table: rows for table, rows in grown.items() if rows > 0}


def _oid(file: str | None) -> str:
    return (file or "").partition(":")[2]
