"""
How does a test come to the tables of an older release? From nothing: 3.0.0 does not go back.
"""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

APP = "enrolments_app"


def migrate(name: str | None = None) -> None:
    """
    To a migration, forwards or backwards; to the newest one without a name.
    """
    executor = MigrationExecutor(connection)
    executor.migrate([(APP, name)] if name else executor.loader.graph.leaf_nodes())


def start_at(name: str | None = None) -> None:
    """
    Empty tables as they were after a migration.
    """
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith(APP):
                cursor.execute(f"DROP TABLE {connection.ops.quote_name(table)} CASCADE")
        for function in ("keep_days_in_step", "status_words", "employee_in_step"):
            cursor.execute(f"DROP FUNCTION IF EXISTS {APP}_{function}() CASCADE")
        cursor.execute("DELETE FROM django_migrations WHERE app = %s", [APP])
        cursor.execute("DELETE FROM domain_kit_backfill WHERE app_label = %s", [APP])
    migrate(name)
