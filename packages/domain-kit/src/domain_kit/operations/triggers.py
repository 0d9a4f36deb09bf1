"""
How does a busy table get a trigger, or lose it?
"""

from typing import Any

from django.db.migrations.operations.base import Operation, OperationCategory

from domain_kit.operations.live import execute_briefly, require_autocommit


class _Trigger(Operation):
    """
    What both share: a function and a trigger of one name, and no state.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, name: str, *, table: str, when: str, body: str) -> None:
        self.name = name
        self.table = table
        self.when = when
        self.body = body

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        kwargs = {"table": self.table, "when": self.when, "body": self.body}
        return self.__class__.__qualname__, [self.name], kwargs

    def state_forwards(self, app_label: str, state: Any) -> None:
        """
        Models know nothing of triggers.
        """

    def _add(self, editor: Any) -> None:
        require_autocommit(self, editor)
        quote = editor.quote_name
        name, table = quote(self.name), quote(self.table)
        # Both in one statement to the server, and so in one transaction.
        sql = (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS"
            f" $domain_kit$\n{self.body.strip()}\n$domain_kit$;"
            f" CREATE OR REPLACE TRIGGER {name} {self.when} ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
        execute_briefly(editor, sql, None)

    def _drop(self, editor: Any) -> None:
        require_autocommit(self, editor)
        quote = editor.quote_name
        name, table = quote(self.name), quote(self.table)
        execute_briefly(
            editor,
            f"DROP TRIGGER IF EXISTS {name} ON {table}; DROP FUNCTION IF EXISTS {name}()",
            None,
        )


class AddTrigger(_Trigger):
    """
    Create or replace a function of plpgsql and the trigger that calls it for each row.

    `when` is such as `BEFORE INSERT OR UPDATE OF starts_on, ends_on`; `body` is the block from
    DECLARE or BEGIN to END. The lock against writers is for an instant. Reversing drops both.
    Needs `atomic = False`.
    """

    category = OperationCategory.ADDITION

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        self._add(schema_editor)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        self._drop(schema_editor)

    def describe(self) -> str:
        return f"Create trigger {self.name} on {self.table}"

    @property
    def migration_name_fragment(self) -> str:
        return f"trigger_{self.name}"


class DropTrigger(_Trigger):
    """
    Drop what `AddTrigger` with the same arguments created. Reversing creates it.
    Needs `atomic = False`.
    """

    category = OperationCategory.REMOVAL

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        self._drop(schema_editor)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        self._add(schema_editor)

    def describe(self) -> str:
        return f"Drop trigger {self.name} on {self.table}"

    @property
    def migration_name_fragment(self) -> str:
        return f"drop_trigger_{self.name}"
