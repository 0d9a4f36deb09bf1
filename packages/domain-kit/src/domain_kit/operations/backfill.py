"""
How are the rows of a large, live table filled without holding its locks?
"""

from collections.abc import Callable
from typing import Any

from django.db.migrations.operations.base import Operation, OperationCategory

from domain_kit.operations.live import require_autocommit
from domain_kit.operations.progress import Progress, walk

FIRST_CHUNK = 1_000


class _Backfill(Operation):
    """
    What both backfills share: no state, chunks that commit alone, progress that survives a kill.
    """

    reduces_to_sql = False
    reversible = True
    atomic = False
    category = OperationCategory.PYTHON

    name: str
    table: str
    key: str

    def state_forwards(self, app_label: str, state: Any) -> None:
        """
        Rows change, the schema does not.
        """

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        if schema_editor.collect_sql:
            schema_editor.execute(f"-- {self.describe()}: in chunks, each committed alone")
            return
        require_autocommit(self, schema_editor)
        progress = Progress(
            connection=schema_editor.connection, app_label=app_label, name=self.name
        )
        walk(
            progress,
            table=self.table,
            key=self.key,
            chunk=FIRST_CHUNK,
            fill=self._filler(from_state),
        )

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """
        Keep the filled values, and forget the progress so that the next run walks again.
        """
        if not schema_editor.collect_sql:
            Progress(
                connection=schema_editor.connection, app_label=app_label, name=self.name
            ).forget()

    def _filler(self, state: Any) -> Callable[[Any, Any, Any], int]:
        raise AssertionError("each backfill says how it fills a chunk")

    def describe(self) -> str:
        return f"Backfill {self.table} in chunks: {self.name}"

    @property
    def migration_name_fragment(self) -> str:
        return f"fill_{self.name}"


class BackfillInChunks(_Backfill):
    """
    Run one set-based statement over a table, a range of keys at a time.

    `statement` uses `%(first)s` and `%(last)s`, the inclusive bounds of a chunk's keys, and must
    do nothing to a row it has already done (a predicate, ON CONFLICT DO NOTHING): a chunk that
    was killed after its work is run again. Chunks grow and shrink to take about 50 ms, each
    commits together with its progress row in `domain_kit_backfill`. Needs `atomic = False`.
    """

    def __init__(self, name: str, *, table: str, statement: str, key: str = "id") -> None:
        if "%(first)s" not in statement or "%(last)s" not in statement:
            raise ValueError("A backfill's statement is bounded by %(first)s and %(last)s.")
        self.name = name
        self.table = table
        self.statement = statement
        self.key = key

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        kwargs = {"table": self.table, "statement": self.statement, "key": self.key}
        return self.__class__.__qualname__, [self.name], kwargs

    def _filler(self, state: Any) -> Callable[[Any, Any, Any], int]:
        def fill(cursor: Any, first: Any, last: Any) -> int:
            cursor.execute(self.statement, {"first": first, "last": last})
            return int(cursor.rowcount)

        return fill


class BackfillRowsInChunks(_Backfill):
    """
    Call `function(apps, first, last)` for each range of keys of a model's table.

    For values that SQL cannot compute, such as those parsed from old JSON. The function reads and
    writes through the historical models of `apps`, answers how many rows it changed, and
    must skip rows it has already done. It runs in the chunk's transaction.
    """

    def __init__(
        self, name: str, *, table: str, function: Callable[[Any, Any, Any], int], key: str = "id"
    ) -> None:
        self.name = name
        self.table = table
        self.function = function
        self.key = key

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        kwargs = {"table": self.table, "function": self.function, "key": self.key}
        return self.__class__.__qualname__, [self.name], kwargs

    def _filler(self, state: Any) -> Callable[[Any, Any, Any], int]:
        apps = state.apps

        def fill(cursor: Any, first: Any, last: Any) -> int:
            return self.function(apps, first, last)

        return fill
