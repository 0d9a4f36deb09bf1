"""
How does a busy table get a column that refers to another table?
"""

from typing import Any

from django.db import models
from django.db.migrations.operations import AddField
from django.db.migrations.operations.base import Operation, OperationCategory

from domain_kit.operations.live import execute_briefly, index_is_valid, require_autocommit

_KEYS = """
SELECT c.conname, c.convalidated
FROM pg_constraint c
JOIN pg_attribute a ON a.attrelid = c.conrelid AND c.conkey = ARRAY[a.attnum]
WHERE c.contype = 'f' AND c.conrelid = to_regclass(%s) AND a.attname = %s
ORDER BY c.conname
"""


class AddForeignKeyNotValid(AddField):
    """
    Add a nullable ForeignKey whose constraint holds for new rows at once.

    Three steps that each can be found done: the column, the constraint NOT VALID, and the index,
    concurrently. The locks on both tables are taken for an instant, with a lock timeout and
    retries. Follow it, in a later migration, with `ValidateForeignKey`. Needs `atomic = False`.
    """

    def __init__(
        self,
        model_name: str,
        name: str,
        field: "models.ForeignKey[Any, Any]",
        preserve_default: bool = True,
    ) -> None:
        if not isinstance(field, models.ForeignKey) or not field.null or field.unique:
            raise ValueError("AddForeignKeyNotValid takes a ForeignKey with null=True, not unique.")
        super().__init__(model_name, name, field, preserve_default)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        require_autocommit(self, schema_editor)
        model = to_state.apps.get_model(app_label, self.model_name)
        if not self.allow_migrate_model(schema_editor.connection.alias, model):
            return
        field = model._meta.get_field(self.name)
        quote = schema_editor.quote_name
        table, column = quote(model._meta.db_table), quote(field.column)
        kind = field.db_parameters(schema_editor.connection)["type"]
        execute_briefly(
            schema_editor, f"ALTER TABLE {table} ADD COLUMN IF NOT EXISTS {column} {kind} NULL"
        )
        if field.db_constraint and not _keys(schema_editor, model, field):
            suffix = "_fk_%(to_table)s_%(to_column)s"
            key = schema_editor._create_fk_sql(model, field, suffix)
            execute_briefly(schema_editor, f"{key} NOT VALID")
        if field.db_index:
            _index_concurrently(schema_editor, model, field)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        require_autocommit(self, schema_editor)
        model = from_state.apps.get_model(app_label, self.model_name)
        if not self.allow_migrate_model(schema_editor.connection.alias, model):
            return
        quote = schema_editor.quote_name
        column = quote(model._meta.get_field(self.name).column)
        execute_briefly(
            schema_editor,
            f"ALTER TABLE {quote(model._meta.db_table)} DROP COLUMN IF EXISTS {column}",
        )

    def describe(self) -> str:
        return f"Add foreign key {self.name} to {self.model_name}, not valid"


class ValidateForeignKey(Operation):
    """
    Read the old rows and validate the foreign key of a field; readers and writers go on meanwhile.

    Reversing leaves the constraint valid, which does no harm.
    """

    reduces_to_sql = True
    reversible = True
    category = OperationCategory.ALTERATION

    def __init__(self, model_name: str, name: str) -> None:
        self.model_name = model_name
        self.name = name

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        kwargs = {"model_name": self.model_name, "name": self.name}
        return self.__class__.__qualname__, [], kwargs

    def state_forwards(self, app_label: str, state: Any) -> None:
        """
        The state knows the field already.
        """

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        model = from_state.apps.get_model(app_label, self.model_name)
        if not self.allow_migrate_model(schema_editor.connection.alias, model):
            return
        field = model._meta.get_field(self.name)
        quote = schema_editor.quote_name
        if schema_editor.collect_sql:
            schema_editor.execute(f"-- {self.describe()}")
            return
        keys = _keys(schema_editor, model, field)
        if not keys:
            raise ValueError(f"{self.model_name}.{self.name} has no foreign key to validate.")
        for name, valid in keys:
            if not valid:
                schema_editor.execute(
                    f"ALTER TABLE {quote(model._meta.db_table)} VALIDATE CONSTRAINT {quote(name)}"
                )

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """
        A valid constraint may stay valid.
        """

    def describe(self) -> str:
        return f"Validate the foreign key {self.name} of {self.model_name}"

    @property
    def migration_name_fragment(self) -> str:
        return f"validate_{self.model_name.lower()}_{self.name.lower()}"


def _keys(editor: Any, model: Any, field: Any) -> list[tuple[str, bool]]:
    if editor.collect_sql:
        return []
    with editor.connection.cursor() as cursor:
        cursor.execute(_KEYS, [editor.quote_name(model._meta.db_table), field.column])
        return list(cursor.fetchall())


def _index_concurrently(editor: Any, model: Any, field: Any) -> None:
    # The name that Django gives it, so that a later operation on the field finds it.
    name = editor._create_index_name(model._meta.db_table, [field.column])
    if not editor.collect_sql:
        valid = index_is_valid(editor, name)
        if valid:
            return
        if valid is False:
            editor.execute(f"DROP INDEX CONCURRENTLY {editor.quote_name(name)}")
    editor.execute(
        editor._create_index_sql(model, fields=[field], name=name, concurrently=True), params=None
    )
