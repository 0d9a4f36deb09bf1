"""
Take back what the candidate migrated, with the candidate's own code.
"""

import traceback

from django.db import connection
from django.db.migrations.exceptions import IrreversibleError
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration

from wheelwright.agent.loop import Say
from wheelwright.agent.recorder import Recorder


def unmigrate(*, say: Say, migrations: list[str]) -> None:
    """
    Unapply these migrations; say whether that was refused, failed or done.
    """
    recorder = Recorder(connection, say)

    def progress(action: str, migration: Migration | None = None, fake: bool = False) -> None:
        if action == "unapply_start":
            recorder.enter(str(migration))
            recorder.operation = "the reverse"

    executor = MigrationExecutor(connection, progress)  # type: ignore[arg-type]  # stubs: no default
    undo = {tuple(label.split(".", 1)) for label in migrations}
    if not undo <= executor.loader.graph.node_map.keys():
        say("irreversible", message="a squashed migration stands for what was applied")
        return
    targets: list[tuple[str, str | None]] = []
    for app in sorted({app for app, _ in undo}):
        nodes = [executor.loader.graph.node_map[key] for key in undo if key[0] == app]
        below = {
            parent.key
            for node in nodes
            for parent in node.parents
            if parent.key[0] == app and parent.key not in undo
        }
        targets += sorted(below) or [(app, None)]
    with connection.execute_wrapper(recorder.wrap):
        try:
            executor.migrate(targets)
        except IrreversibleError as exc:
            say("irreversible", message=str(exc))
        except BaseException as exc:
            recorder.blame()
            say("failure", **recorder.failure(exc), trace=traceback.format_exc())
        else:
            say("undone")
