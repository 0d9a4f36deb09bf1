"""
Take back what the candidate migrated, with the candidate's own code.
"""

import traceback

from django.db import connection
from django.db.migrations.exceptions import IrreversibleError
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration

from wheelwright.agent.events import Say
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
    graph = executor.loader.graph
    undo = [(label.partition(".")[0], label.partition(".")[2]) for label in migrations]
    if any(key not in graph.nodes for key in undo):
        say("irreversible", message="a squashed migration stands for what was applied")
        return
    applied = executor.loader.applied_migrations
    for key in undo:
        if any(c.key in applied and c.key not in undo for c in graph.node_map[key].children):
            say("irreversible", message="what was applied before depends on it, through a squash")
            return
    # A plan of our own: going back to one of several branches would take the others along.
    plan = [(graph.nodes[key], True) for key in reversed(undo)]
    with connection.execute_wrapper(recorder.wrap):
        try:
            executor.migrate([], plan=plan)
        except IrreversibleError as exc:
            say("irreversible", message=str(exc))
        except BaseException as exc:
            recorder.blame()
            say("failure", **recorder.failure(exc), trace=traceback.format_exc())
        else:
            say("undone")
