"""
How does a test come to the tables of an older release? From nothing: 3.0.0 does not go back.
"""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

APP = "billing_app"
ON_2_4 = [(APP, "0024_settled")]


def migrate(targets=None) -> None:
    """
    To some migrations, forwards or backwards; to the newest ones without any.
    """
    executor = MigrationExecutor(connection)
    executor.migrate(targets or executor.loader.graph.leaf_nodes())


def start_at(targets=None) -> None:
    """
    Empty tables as they were after some migrations.
    """
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith(APP):
                cursor.execute(f"DROP TABLE {connection.ops.quote_name(table)} CASCADE")
        cursor.execute("SELECT proname FROM pg_proc WHERE proname LIKE %s", [f"{APP}%"])
        for (function,) in cursor.fetchall():
            cursor.execute(f"DROP FUNCTION {function}() CASCADE")
        cursor.execute("DELETE FROM django_migrations WHERE app = %s", [APP])
        cursor.execute("SELECT to_regclass('domain_kit_backfill')")
        if cursor.fetchone()[0]:
            cursor.execute("DELETE FROM domain_kit_backfill WHERE app_label = %s", [APP])
    migrate(targets)


def ask(sql: str, *params: object) -> list[tuple]:
    """
    What a statement answers.
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, params or None)
        return cursor.fetchall() if cursor.description else []
