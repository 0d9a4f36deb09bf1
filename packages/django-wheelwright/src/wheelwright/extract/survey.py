"""
What is there? One loaded project in, everything that a plan needs to know about it out.
"""

from wheelwright.adapters.session import Answers
from wheelwright.adapters.worker import Worker
from wheelwright.extract import encoding
from wheelwright.extract.project import Project, ask, loaded
from wheelwright.extract.values import (
    App,
    Column,
    Grants,
    Model,
    Problem,
    Receiver,
    Relation,
    Survey,
)


def survey(project: Project, *, timeout: float = 300.0) -> Survey:
    """
    Load the project and ask it. Its database is asked for the names of its migrations, nothing else.

    Raises:
        ProjectDoesNotStart: if it cannot be loaded.
    """
    with loaded(project, timeout=timeout) as worker:
        return survey_loaded(worker, project)


def survey_loaded(worker: Worker, project: Project) -> Survey:
    """
    The same of a project that is loaded already.
    """
    said = ask(worker, "extract survey")
    (about,) = said.named("project")
    return Survey(
        folder=str(project.folder),
        settings=project.settings,
        django=about["django"],
        python=about["python"],
        vendor=about["vendor"],
        user_model=about["user_model"],
        apps=_all(App, said, "app"),
        models=_all(Model, said, "model"),
        relations=_all(Relation, said, "relation"),
        receivers=_all(Receiver, said, "receiver"),
        content_type_columns=_all(Column, said, "content type column"),
        grants=_all(Grants, said, "grants"),
        problems=_all(Problem, said, "problem"),
        notes=tuple(note["text"] for note in said.named("note")),
    )


def _all[T](kind: type[T], said: Answers, event: str) -> tuple[T, ...]:
    return tuple(encoding.read(kind, each) for each in said.named(event))
