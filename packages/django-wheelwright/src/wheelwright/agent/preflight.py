"""
What would the release of this environment do to the database it will meet? Nothing is written.
"""

import importlib
from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction
from django.db.backends.signals import connection_created
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration

from wheelwright.agent.events import Say

READ_ONLY = "SET default_transaction_read_only = on"
WHERE = "SELECT current_database(), pg_postmaster_start_time()::text, current_setting('transaction_read_only')"


def pending(*, say: Say) -> None:
    """
    Say which database this is, what is left to run, and what it has run that nobody knows here.
    """
    _read_only()
    with connection.cursor() as cursor:
        cursor.execute(WHERE)
        database, started, read_only = cursor.fetchone()
    say("database", name=database, started=started, read_only=read_only == "on")
    executor = MigrationExecutor(connection)
    for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say(
            "pending",
            app=migration.app_label,
            name=migration.name,
            atomic=migration.atomic,
            operations=[operation.describe() for operation in migration.operations],
            sql=_sql(executor.loader, migration),
        )
    for app, name in _unknown(executor.loader):
        say("unknown", app=app, name=name)


def _sql(loader: MigrationLoader, migration: Migration) -> list[str]:
    """
    What it would send, as `sqlmigrate` says; nothing where that needs what is not there yet.
    """
    try:
        return [str(line) for line in loader.collect_sql([(migration, False)])]
    except Exception:  # an operation that looks for what an earlier one would have made
        return []


def questions(*, say: Say, module: str) -> None:
    """
    Say what the release itself asks of the data: each answer of `<module>.api.preflight()`.
    """
    _read_only()
    function = _function(module)
    if function is None:
        return
    say("asked", module=module)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
        for severity, message, hint in function():
            say("answer", severity=str(severity), message=str(message), hint=str(hint))


def _read_only() -> None:
    """
    Whatever connection is opened from now on cannot write, whoever opens it.
    """

    def set_read_only(connection: Any, **_: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(READ_ONLY)

    connection_created.connect(set_read_only, weak=False)
    connection.close()
    connection.ensure_connection()


def _function(module: str) -> Any:
    try:
        api = importlib.import_module(f"{module}.api")
    except ModuleNotFoundError as exc:
        if exc.name != f"{module}.api":
            raise
        return None
    return getattr(api, "preflight", None)


def _unknown(loader: MigrationLoader) -> Iterator[tuple[str, str]]:
    replaced = {
        pair for m in loader.disk_migrations.values() for pair in getattr(m, "replaces", ())
    }
    known = set(loader.disk_migrations) | replaced
    for app, name in sorted(loader.applied_migrations or ()):
        # An app that is not installed any more leaves its history behind; that is no conflict.
        if app in loader.migrated_apps and (app, name) not in known:
            yield app, name
