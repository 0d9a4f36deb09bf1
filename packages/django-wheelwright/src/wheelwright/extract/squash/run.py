"""
The first migration of an app anew, written only if a database made by it is the one its history makes.
"""

import dataclasses
import pathlib
import shutil
import tempfile
from collections.abc import Callable

from wheelwright.adapters import servers
from wheelwright.adapters.databases import Databases
from wheelwright.extract import project as projects
from wheelwright.extract.project import NOWHERE, Project
from wheelwright.extract.prove import dump
from wheelwright.extract.squash.errors import MakesAnotherSchema, NoHistory, PointsBack
from wheelwright.extract.values import FileChange
from wheelwright.rehearse.facts import schema
from wheelwright.rehearse.facts.schema import Difference
from wheelwright.rehearse.observe import catalogue

WARM = ("wheelwright.agent.extract.warm",)
LEFT = shutil.ignore_patterns(
    ".git", ".venv", "venv", "node_modules", "__pycache__", ".wheelwright"
)
SHOWN = 12

type Tell = Callable[[str], None]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Squashed:
    """
    The file, how many migrations it replaces, how many scripts of theirs are not in it, and whether
    the two dumps are the same to the byte; if not, only the order of columns differs.
    """

    change: FileChange
    replaced: int
    left_out: int
    same_bytes: bool
    lines: int


def squash(
    project: Project,
    *,
    app: str,
    postgres: str | None = None,
    cache: pathlib.Path | None = None,
    timeout: float = 3600.0,
    tell: Tell = lambda _: None,
) -> Squashed:
    """
    Make it, migrate two empty databases, one by the history and one by the squash, and compare.

    Raises:
        NoHistory: if there is none.
        PointsBack: if one migration is not enough.
        MakesAnotherSchema: with what differs; nothing is written.
        ProjectDoesNotStart: if one of the two cannot be migrated.
    """
    tell("one migration for all")
    with projects.loaded(project, timeout=timeout, warm=WARM) as worker:
        said = projects.ask(worker, "extract squash", app=app)
    if said.first("no history"):
        raise NoHistory(app)
    if said.first("circle"):
        raise PointsBack(app)
    (made,) = said.named("squashed")
    path = pathlib.Path(made["path"]).resolve().relative_to(project.folder)
    change = FileChange(path=str(path), before=None, after=made["text"])
    with servers.server(postgres, cache=cache) as databases:
        tell("by the history")
        old = _migrated(project, databases, timeout)
        tell("by the squash")
        with tempfile.TemporaryDirectory(prefix="wheelwright-squash-") as scratch:
            folder = pathlib.Path(scratch) / project.folder.name
            shutil.copytree(project.folder, folder, ignore=LEFT, symlinks=True)
            (folder / path).write_text(made["text"], encoding="utf-8")
            copy = dataclasses.replace(project, folder=folder)
            new = _migrated(copy, databases, timeout)
        dumps = [dump.schema(databases.url_of(name)) for name in (old, new)]
        differences = _differences(databases, old, new)
    if differences:
        raise MakesAnotherSchema(app, tuple(map(_said, differences[:SHOWN])))
    return Squashed(
        change=change,
        replaced=made["replaced"],
        left_out=made["left_out"],
        same_bytes=dumps[0] == dumps[1],
        lines=dumps[0].count("\n"),
    )


def _migrated(project: Project, databases: Databases, timeout: float) -> str:
    name = databases.create()
    away = {"DATABASE_URL": NOWHERE}
    with projects.loaded(project, timeout=timeout, environment=away) as worker:
        projects.ask(worker, "migrate", database=databases.url_of(name), watch=False)
    return name


def _differences(databases: Databases, old: str, new: str) -> tuple[Difference, ...]:
    with databases.open(old) as left, databases.open(new) as right:
        return schema.compare(catalogue.read(left), catalogue.read(right))


def _said(one: Difference) -> str:
    return (
        f"the {one.kind} {one.name}{f' of {one.table}' if one.table else ''}: "
        f"{one.left or 'not there'} by the history, {one.right or 'not there'} by the squash"
    )
