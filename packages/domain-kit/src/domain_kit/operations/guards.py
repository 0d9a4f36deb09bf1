"""
How does a migration stop, before it changes anything, at rows that it must not meet?
"""

from typing import Any

from django.db import DatabaseError
from django.db.migrations.operations.base import Operation, OperationCategory

_SHOWN = 20


class RowsInTheWay(DatabaseError):
    """
    There are rows that the next step cannot take; nothing was changed.
    """

    def __init__(self, message: str, columns: tuple[str, ...], rows: tuple[Any, ...]) -> None:
        super().__init__(message, columns, rows)
        self.message = message
        self.columns = columns
        self.rows = rows

    def __str__(self) -> str:
        lines = [
            ", ".join(f"{name} {value}" for name, value in zip(self.columns, row, strict=True))
            for row in self.rows[:_SHOWN]
        ]
        more = len(self.rows) - _SHOWN
        lines += [f"and {more} more"] if more > 0 else []
        return "\n  ".join([f"{len(self.rows)} rows are in the way. {self.message}", *lines])


class GuardRows(Operation):
    """
    Stop with the list of rows that `sql` finds, and go on if it finds none.

    `message` says what is wrong with such rows and which command mends them.

    Raises:
        RowsInTheWay: with every row, the first 20 in its sentence.
    """

    reduces_to_sql = False
    reversible = True
    category = OperationCategory.PYTHON

    def __init__(self, sql: str, message: str) -> None:
        self.sql = sql
        self.message = message

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__qualname__, [], {"sql": self.sql, "message": self.message}

    def state_forwards(self, app_label: str, state: Any) -> None:
        """
        Nothing changes.
        """

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        if schema_editor.collect_sql:
            schema_editor.execute(f"-- {self.describe()}")
            return
        require_no_rows(schema_editor, self.sql, self.message)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """
        Nothing was changed.
        """

    def describe(self) -> str:
        return f"Stop if there are rows in the way: {self.message}"

    @property
    def migration_name_fragment(self) -> str:
        return "guard_rows"


def require_no_rows(editor: Any, sql: str, message: str) -> None:
    """
    Raises:
        RowsInTheWay: if the query finds any.
    """
    with editor.connection.cursor() as cursor:
        cursor.execute(sql)
        rows = cursor.fetchall()
        columns = tuple(column.name for column in cursor.description)
    if rows:
        raise RowsInTheWay(message, columns, tuple(rows))
