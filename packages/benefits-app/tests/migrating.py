"""
How does a test put the database at a migration, and bring it to the newest again?
"""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def migrate(name: str | None = None) -> None:
    """
    To a migration of this domain; to the newest without a name.
    """
    executor = MigrationExecutor(connection)
    targets = [("benefits_app", name)] if name else executor.loader.graph.leaf_nodes()
    executor.migrate(targets)


def execute(sql: str, params: object = None) -> list[tuple[object, ...]]:
    """
    The rows of a statement, if it has any.
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall() if cursor.description else []
