"""
Run the migrations of this environment, and say what each of them did.
"""

import traceback
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from wheelwright.agent.events import Hear, Say
from wheelwright.agent.kill_points import StopPoints
from wheelwright.agent.recorder import Recorder


def migrate(
    *,
    say: Say,
    hear: Hear | None = None,
    watch: bool = True,
    stops_at: dict[str, Any] | None = None,
) -> None:
    """
    Migrate everything; with `watch`, every statement is recorded and a failure is said, not raised.
    """
    if not watch:
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
        return
    recorder = Recorder(connection, say, StopPoints(say, hear, **(stops_at or {})))
    recorder.stops_at.begin(connection.connection.info.backend_pid)
    _watch_migrations(recorder, say)
    with connection.execute_wrapper(recorder.wrap):
        try:
            call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
        except BaseException as exc:
            say("failure", **recorder.failure(exc), trace=traceback.format_exc())
    recorder.bystander.close()
    say("migrated")


def _watch_migrations(recorder: Recorder, say: Say) -> None:
    """
    Wrap the executor and every operation, so that a statement knows where it comes from.
    """
    whole = MigrationExecutor.apply_migration
    inner = Migration.apply

    def apply_migration(
        self: MigrationExecutor, state: ProjectState, migration: Migration, *args: bool, **kw: bool
    ) -> ProjectState:
        started = recorder.enter(f"{migration.app_label}.{migration.name}")
        began = recorder.clock.now()
        say(
            "migration",
            at=began,
            app=migration.app_label,
            name=migration.name,
            atomic=migration.atomic,
            operations=[
                {"name": type(o).__name__, "describe": o.describe(), "reversible": o.reversible}
                for o in migration.operations
            ],
        )
        try:
            state = whole(self, state, migration, *args, **kw)
            recorder.stops_at.recorded(recorder.migration)
            return state
        except BaseException:
            recorder.blame()
            raise
        finally:
            recorder.leave()
            say(
                "applied",
                seconds=recorder.clock.now() - began,
                wal_bytes=recorder.wal_since(started),
            )

    def apply(
        self: Migration,
        project_state: ProjectState,
        schema_editor: BaseDatabaseSchemaEditor,
        collect_sql: bool = False,
    ) -> ProjectState:
        for operation in self.operations:
            _watch_operation(operation, recorder)
        try:
            return inner(self, project_state, schema_editor, collect_sql)
        finally:
            recorder.operation = "deferred SQL"

    # Patched, as Django offers no hook between a migration and its operations.
    MigrationExecutor.apply_migration = apply_migration  # type: ignore[method-assign]
    Migration.apply = apply  # type: ignore[method-assign]


def _watch_operation(operation: Operation, recorder: Recorder) -> None:
    for nested in getattr(operation, "database_operations", ()) or ():
        _watch_operation(nested, recorder)
    forwards = operation.database_forwards

    def database_forwards(
        app_label: str,
        editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        before, recorder.operation = recorder.operation, type(operation).__name__
        try:
            forwards(app_label, editor, from_state, to_state)
        except BaseException:
            recorder.blame()
            raise
        finally:
            recorder.operation = before

    operation.database_forwards = database_forwards  # type: ignore[assignment,method-assign]
