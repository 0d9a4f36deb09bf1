"""
How does a table get an index or a unique constraint while it is written to?
"""

from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently as DjangoAddIndexConcurrently
from django.db import models
from django.db.migrations.operations import AddConstraint

from domain_kit.operations.live import (
    constraint_exists,
    execute_briefly,
    index_is_valid,
    require_autocommit,
)


class AddIndexConcurrently(DjangoAddIndexConcurrently):
    """
    CREATE INDEX CONCURRENTLY that can be run again: an invalid leftover is dropped first, a valid
    index of that name is kept.

    A concurrent build that is killed leaves an index that slows every write and serves no read.
    """

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        require_autocommit(self, schema_editor)
        model = to_state.apps.get_model(app_label, self.model_name)
        if not self.allow_migrate_model(schema_editor.connection.alias, model):
            return
        if not schema_editor.collect_sql:
            valid = index_is_valid(schema_editor, self.index.name)
            if valid:
                return
            if valid is False:
                schema_editor.remove_index(model, self.index, concurrently=True)
        schema_editor.add_index(model, self.index, concurrently=True)

    def describe(self) -> str:
        return f"{super().describe()} (restartable)"


class AddUniqueConstraintUsingIndex(AddConstraint):
    """
    A UniqueConstraint built as a concurrent unique index, then attached in an instant.

    The state and the catalogue end as after Django's AddConstraint, which would hold a lock
    against writers while it sorts the table. Duplicates fail the build (23505) and leave an
    invalid index, which the next run drops.
    """

    atomic = False

    def __init__(self, model_name: str, constraint: models.UniqueConstraint) -> None:
        plain = not (constraint.condition or constraint.expressions or constraint.deferrable)
        if not isinstance(constraint, models.UniqueConstraint) or not plain:
            raise ValueError(
                "AddUniqueConstraintUsingIndex takes a UniqueConstraint of plain fields: "
                "PostgreSQL cannot attach an index with a condition or an expression."
            )
        super().__init__(model_name, constraint)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        require_autocommit(self, schema_editor)
        model = to_state.apps.get_model(app_label, self.model_name)
        if not self.allow_migrate_model(schema_editor.connection.alias, model):
            return
        quote = schema_editor.quote_name
        table, name = model._meta.db_table, self.constraint.name
        columns = ", ".join(
            quote(model._meta.get_field(field).column) for field in self.constraint.fields
        )
        include = ", ".join(
            quote(model._meta.get_field(field).column) for field in self.constraint.include
        )
        nulls = " NULLS NOT DISTINCT" if self.constraint.nulls_distinct is False else ""
        if not schema_editor.collect_sql:
            if constraint_exists(schema_editor, table, name):
                return
            if index_is_valid(schema_editor, name) is False:
                schema_editor.execute(f"DROP INDEX CONCURRENTLY {quote(name)}")
        if schema_editor.collect_sql or index_is_valid(schema_editor, name) is None:
            schema_editor.execute(
                f"CREATE UNIQUE INDEX CONCURRENTLY {quote(name)} ON {quote(table)} ({columns})"
                + (f" INCLUDE ({include})" if include else "")
                + nulls
            )
        execute_briefly(
            schema_editor,
            f"ALTER TABLE {quote(table)}"
            f" ADD CONSTRAINT {quote(name)} UNIQUE USING INDEX {quote(name)}",
        )

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
        return f"Build unique constraint {self.constraint.name} on {self.model_name} concurrently"
