"""
What a proof works with: the code before and after, each in its own process, and a server for its databases.
"""

import contextlib
import time
from collections.abc import Iterator
from typing import Any

from wheelwright.adapters.databases import Databases
from wheelwright.adapters.session import Answers, Refused, Session
from wheelwright.adapters.worker import Worker
from wheelwright.extract import project as projects
from wheelwright.extract.errors import ProjectDoesNotStart
from wheelwright.extract.project import NOWHERE, Project

WARM = ("wheelwright.agent.extract.warm",)


class Side:
    """
    One of the two folders, loaded.
    """

    def __init__(self, name: str, project: Project, worker: Worker, databases: Databases) -> None:
        self.name = name
        self.project = project
        self.worker = worker
        self.databases = databases

    def ask(self, command: str, *, database: str | None = None, **arguments: Any) -> Answers:
        """
        One command, in a process of its own and on one of our databases.

        Raises:
            ProjectDoesNotStart: if the code cannot do it.
        """
        url = self.databases.url_of(database) if database else None
        try:
            return self.worker.ask(command, database=url, **arguments)
        except Refused as refusal:
            lines = [line for line in refusal.trace.splitlines() if "wheelwright/agent" not in line]
            raise ProjectDoesNotStart(
                f"The code {self.name} the step, in {self.project.folder}, fails at “{command}”: "
                f"{refusal}.",
                "Make `manage.py check` and `manage.py migrate` pass there first.",
                lines[-8:],
            ) from refusal

    def converse(
        self, session: Session, command: str, *, database: str, **arguments: Any
    ) -> Answers:
        """
        One command that may be killed on its way.
        """
        return session.converse(command, database=self.databases.url_of(database), **arguments)


class Ground:
    """
    Both sides and the databases; everything is removed when the block that made it ends.
    """

    def __init__(self, databases: Databases, before: Side, after: Side) -> None:
        self.databases = databases
        self.before = before
        self.after = after
        self.seconds: dict[str, float] = {}

    @contextlib.contextmanager
    def timed(self, name: str) -> Iterator[None]:
        began = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - began

    @contextlib.contextmanager
    def clone(self, template: str | None) -> Iterator[str]:
        """
        A copy for as long as the block runs, or an empty database.
        """
        name = self.databases.create(template=template)
        try:
            yield name
        finally:
            self.databases.drop(name)


@contextlib.contextmanager
def ground(
    databases: Databases, before: Project, after: Project, *, timeout: float
) -> Iterator[Ground]:
    """
    Load both. Neither is told of the caller's own database.
    """
    away = {"DATABASE_URL": NOWHERE}
    with (
        projects.loaded(before, timeout=timeout, environment=away, warm=WARM) as old,
        projects.loaded(after, timeout=timeout, environment=away, warm=WARM) as new,
    ):
        yield Ground(
            databases,
            Side("before", before, old, databases),
            Side("after", after, new, databases),
        )
