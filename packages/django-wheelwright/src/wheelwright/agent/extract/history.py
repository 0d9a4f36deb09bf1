"""
The project's migrations, read from disk once: a process that imports `warm` has them before it is asked.
"""

import functools
import time

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.questioner import NonInteractiveMigrationQuestioner
from django.db.migrations.state import ProjectState

from wheelwright.agent.events import Say
from wheelwright.agent.graph import say_operation


@functools.cache
def loader() -> MigrationLoader:
    """
    The graph of all migrations, without a database.
    """
    began = time.process_time()
    found = MigrationLoader(None, ignore_no_migrations=True)
    _seconds.append(time.process_time() - began)
    return found


_seconds: list[float] = []


def reading_seconds() -> float:
    """
    Processor seconds that reading them took.
    """
    loader()
    return _seconds[0]


def missing(*, say: Say) -> None:
    """
    Say each operation that `makemigrations` would still write, in whichever app.
    """
    graph = loader()
    detector = MigrationAutodetector(
        graph.project_state(),
        ProjectState.from_apps(apps),
        NonInteractiveMigrationQuestioner(specified_apps=set(), dry_run=True),
    )
    for app, migrations in sorted(detector.changes(graph=graph.graph).items()):
        for migration in migrations:
            for operation in migration.operations:
                say_operation(say, app, operation)
