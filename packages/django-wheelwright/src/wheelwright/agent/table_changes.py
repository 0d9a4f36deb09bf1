"""
What has happened to the tables since the last look: new files, rows read, rows changed?
"""

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

# A partition is told from its table by the last column, the name of the root of its tree.
STATE = """
    SELECT c.oid::bigint, c.relname, pg_relation_filenode(c.oid),
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
        self._files: dict[int, int] = {}
        self._read: dict[int, int] = {}
        self._written: dict[int, int] = {}
        self._first_names: dict[int, str] = {}
        self._renamed: dict[str, str] = {}
        self.partitions: dict[str, str] | None = None

    def look(self, *, autocommit: bool) -> Look:
        """
        Look again.
        """
        if autocommit:
            self._ask("SELECT pg_stat_force_next_flush()")
        found = self._ask(STATE)
        names = {oid: table for oid, table, *_ in found}
        files = {oid: file for oid, _, file, *_ in found}
        read = {oid: int(rows or 0) for oid, _, _, rows, *_ in found}
        written = {oid: int(rows or 0) for oid, _, _, _, rows, _ in found}
        if self.partitions is None:
            self.partitions = {table: root for _, table, *_, root in found if table != root}
            self._first_names = names
        self._renamed = {
            table: self._first_names[oid]
            for oid, table in names.items()
            if self._first_names.get(oid, table) != table
        }
        # A table that was dropped and made again is another table: its oid differs.
        rewrote = (oid for oid in files if files[oid] != self._files.get(oid, files[oid]))
        look = Look(
            rewrote=list(dict.fromkeys(self.known_as(names[oid]) for oid in rewrote)),
            scanned=self._more(names, read, self._read, names),
            written=self._more(names, written, self._written, self._written.keys() & names.keys()),
        )
        self._files, self._read, self._written = files, read, written
        return look

    def known_as(self, table: str) -> str:
        """
        The table whose rows were counted before: of what was a partition at the first look, the
        partitioned table; of one that has another name since, the former name; of any other, itself.
        """
        first = self._renamed.get(table, table)
        return (self.partitions or {}).get(first, first)

    def _more(
        self,
        names: Mapping[int, str],
        now: Mapping[int, int],
        before: Mapping[int, int],
        tables: Iterable[int],
    ) -> Counts:
        grown: Counter[str] = Counter()
        for oid in tables:
            grown[self.known_as(names[oid])] += now[oid] - before.get(oid, 0)
        return {table: rows for table, rows in grown.items() if rows > 0}
