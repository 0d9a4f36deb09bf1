"""
How does a wheel take over a table that a monolith already has?
"""

from typing import Any

from django.db import DatabaseError
from django.db.migrations.operations import CreateModel


class TableDiffers(DatabaseError):
    """
    The existing table is not the one the model needs; nothing was changed.
    """

    def __init__(self, table: str, differences: tuple[str, ...]) -> None:
        super().__init__(table, differences)
        self.table = table
        self.differences = differences

    def __str__(self) -> str:
        return (
            f"The table {self.table} exists and differs from the model: "
            f"{'; '.join(self.differences)}. Bring the table to this shape in the application that "
            "owns it, then migrate again."
        )


class AdoptOrCreateModel(CreateModel):
    """
    CreateModel that adopts an existing table after comparing its columns (name, type, nullability).

    Raises:
        TableDiffers: with every difference, before anything is changed.
    """

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        model = to_state.apps.get_model(app_label, self.name)
        if not self.allow_migrate_model(schema_editor.connection.alias, model):
            return
        existing = (
            None if schema_editor.collect_sql else _columns(schema_editor, model._meta.db_table)
        )
        if not existing:
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        differences = _differences(existing, _wanted(schema_editor, model))
        if differences:
            raise TableDiffers(model._meta.db_table, differences)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """
        Leave the table: it may have been there before us, and it holds somebody's rows.
        """

    def describe(self) -> str:
        return f"Adopt or create model {self.name}"


def _columns(schema_editor: Any, table: str) -> dict[str, tuple[str, bool]]:
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT attname, format_type(atttypid, atttypmod), NOT attnotnull
            FROM pg_attribute
            WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped
            """,
            [schema_editor.quote_name(table)],
        )
        return {name: (kind, nullable) for name, kind, nullable in cursor.fetchall()}


def _wanted(schema_editor: Any, model: Any) -> dict[str, tuple[str, bool]]:
    quote = schema_editor.quote_name
    fields = [field for field in model._meta.local_concrete_fields if field.column]
    columns = ", ".join(
        f"{quote(field.column)} {field.db_parameters(schema_editor.connection)['type']}"
        for field in fields
    )
    probe = "domain_kit_adopt_probe"
    # The server's own spelling of each type ("varchar(20)" is "character varying(20)" in the
    # catalogue), read from a table of this session that nobody else sees.
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {probe} ({columns})")
    spelled = _columns(schema_editor, probe)
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {probe}")
    return {field.column: (spelled[field.column][0], field.null) for field in fields}


def _differences(
    existing: dict[str, tuple[str, bool]], wanted: dict[str, tuple[str, bool]]
) -> tuple[str, ...]:
    def spell(column: tuple[str, bool]) -> str:
        return f"{column[0]} {'NULL' if column[1] else 'NOT NULL'}"

    missing = [f"{name} is missing" for name in sorted(wanted.keys() - existing.keys())]
    surplus = [
        f"{name} is not in the model and takes no null"
        for name in sorted(existing.keys() - wanted.keys())
        if not existing[name][1]
    ]
    changed = [
        f"{name} is {spell(existing[name])}, the model needs {spell(wanted[name])}"
        for name in sorted(wanted.keys() & existing.keys())
        if existing[name] != wanted[name]
    ]
    return (*missing, *changed, *surplus)
