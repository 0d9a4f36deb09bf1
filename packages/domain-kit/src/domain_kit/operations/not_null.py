"""
How does a column of a busy table come to take no null?
"""

from typing import Any

from django.db import models
from django.db.migrations.operations import AlterField

from domain_kit.operations.live import constraint_exists, execute_briefly, require_autocommit

_NOT_NULL = """
SELECT attnotnull FROM pg_attribute
WHERE attrelid = to_regclass(%s) AND attname = %s AND NOT attisdropped
"""


class SetNotNullViaCheck(AlterField):
    """
    The field as before, with `null=False`: by a check that is validated while the table is in use.

    SET NOT NULL reads the whole table under a lock against everybody, unless a valid check says
    already that there is no null. So: the check NOT VALID, its validation, SET NOT NULL, and the
    check goes. Each lock is for an instant, with a lock timeout and retries. Needs
    `atomic = False`.

    Raises:
        IntegrityError: if there is a null (23514); fill the column first.
    """

    def __init__(self, model_name: str, name: str, field: "models.Field[Any, Any]") -> None:
        if field.null:
            raise ValueError("SetNotNullViaCheck takes the field with null=False.")
        super().__init__(model_name, name, field)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        require_autocommit(self, schema_editor)
        model = to_state.apps.get_model(app_label, self.model_name)
        if not self.allow_migrate_model(schema_editor.connection.alias, model):
            return
        before = from_state.apps.get_model(app_label, self.model_name)._meta.get_field(self.name)
        field = model._meta.get_field(self.name)
        self._require_the_same(before, field, schema_editor.connection)
        quote = schema_editor.quote_name
        table, column = model._meta.db_table, field.column
        check = schema_editor._create_index_name(table, [column], suffix="_not_null")
        alter = f"ALTER TABLE {quote(table)}"
        live = not schema_editor.collect_sql
        if not live or not _is_not_null(schema_editor, table, column):
            if not live or not constraint_exists(schema_editor, table, check):
                execute_briefly(
                    schema_editor,
                    f"{alter} ADD CONSTRAINT {quote(check)}"
                    f" CHECK ({quote(column)} IS NOT NULL) NOT VALID",
                )
            schema_editor.execute(f"{alter} VALIDATE CONSTRAINT {quote(check)}")
            execute_briefly(schema_editor, f"{alter} ALTER COLUMN {quote(column)} SET NOT NULL")
        execute_briefly(schema_editor, f"{alter} DROP CONSTRAINT IF EXISTS {quote(check)}")

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        require_autocommit(self, schema_editor)
        model = to_state.apps.get_model(app_label, self.model_name)
        if not self.allow_migrate_model(schema_editor.connection.alias, model):
            return
        quote = schema_editor.quote_name
        column = quote(model._meta.get_field(self.name).column)
        execute_briefly(
            schema_editor,
            f"ALTER TABLE {quote(model._meta.db_table)} ALTER COLUMN {column} DROP NOT NULL",
        )

    def describe(self) -> str:
        return f"Set {self.name} of {self.model_name} not null, by a check"

    def _require_the_same(self, before: Any, after: Any, connection: Any) -> None:
        def shape(field: Any) -> tuple[Any, ...]:
            default = field.db_default if field.has_db_default() else None
            return field.column, field.db_parameters(connection)["type"], default

        if shape(before) != shape(after):
            raise ValueError(
                f"SetNotNullViaCheck changes nothing but NULL, and {self.model_name}.{self.name} "
                "has another column, type or db_default as well. Change that first."
            )


def _is_not_null(editor: Any, table: str, column: str) -> bool:
    with editor.connection.cursor() as cursor:
        cursor.execute(_NOT_NULL, [editor.quote_name(table), column])
        return bool(cursor.fetchone()[0])
