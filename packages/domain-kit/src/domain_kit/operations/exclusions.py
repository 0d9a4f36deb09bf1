"""
How does a busy table get a constraint that no two rows may overlap?
"""

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import IntegrityError
from django.db.migrations.operations import AddConstraint

from domain_kit.operations.guards import require_no_rows
from domain_kit.operations.live import constraint_exists, execute_briefly, require_autocommit


class AddExclusionConstraintBriefly(AddConstraint):
    """
    An ExclusionConstraint, after a look at the rows that would break it.

    PostgreSQL has no NOT VALID for it: the table is locked while its index is built, which takes
    as long as any index build. Waiting for that lock is what is brief: with a lock timeout and
    retries. `guard` is a query that finds the offending rows (without a `%`), `message` says what
    is wrong with them and which command mends them. Needs `atomic = False`.

    Raises:
        RowsInTheWay: with every offending row, before anything is locked, and again if some come
            up meanwhile.
    """

    atomic = False

    def __init__(
        self, model_name: str, constraint: ExclusionConstraint, *, guard: str, message: str
    ) -> None:
        if not isinstance(constraint, ExclusionConstraint):
            raise ValueError("AddExclusionConstraintBriefly takes an ExclusionConstraint.")
        super().__init__(model_name, constraint)
        self.guard = guard
        self.message = message

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        name, args, kwargs = super().deconstruct()
        return name, args, {**kwargs, "guard": self.guard, "message": self.message}

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        require_autocommit(self, schema_editor)
        model = to_state.apps.get_model(app_label, self.model_name)
        if not self.allow_migrate_model(schema_editor.connection.alias, model):
            return
        table, name = model._meta.db_table, self.constraint.name
        live = not schema_editor.collect_sql
        if live and constraint_exists(schema_editor, table, name):
            return
        if live:
            require_no_rows(schema_editor, self.guard, self.message)
        try:
            execute_briefly(schema_editor, str(self.constraint.create_sql(model, schema_editor)))
        except IntegrityError:
            require_no_rows(schema_editor, self.guard, self.message)
            raise

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        if not self.allow_migrate_model(schema_editor.connection.alias, model):
            return
        quote = schema_editor.quote_name
        execute_briefly(
            schema_editor,
            f"ALTER TABLE {quote(model._meta.db_table)}"
            f" DROP CONSTRAINT IF EXISTS {quote(self.constraint.name)}",
        )

    def describe(self) -> str:
        return f"Create exclusion constraint {self.constraint.name} on {self.model_name}"
