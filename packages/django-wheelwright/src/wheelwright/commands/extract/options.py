"""
The options that several commands of `wheelwright extract` have, and what two of them begin with.
"""

import pathlib
from typing import Annotated

import typer

from wheelwright.extract import project as projects
from wheelwright.extract.library import require_libcst
from wheelwright.extract.project import Project
from wheelwright.extract.values import Plan

HERE = pathlib.Path()

Folder = Annotated[
    pathlib.Path, typer.Option("--project", help="The folder that has the manage.py.")
]
Python = Annotated[
    pathlib.Path | None,
    typer.Option(help="The project's Python; default: its .venv or venv, else this one."),
]
Settings = Annotated[
    str | None,
    typer.Option(help="The settings module; default: DJANGO_SETTINGS_MODULE, else manage.py's."),
]
Timeout = Annotated[float, typer.Option(min=1, help="Seconds that the project may take.")]
Apply = Annotated[
    bool, typer.Option("--apply/--dry-run", help="Write it; else only show what would be written.")
]

# Of those that are given a plan.
PlanFile = Annotated[
    pathlib.Path,
    typer.Argument(help="What `wheelwright extract plan … --out` wrote.", show_default=False),
]
PlansProject = Annotated[
    pathlib.Path | None, typer.Option("--project", help="The Django project; default: the plan's.")
]
PlansSettings = Annotated[
    str | None, typer.Option(help="Its settings module; default: the plan's.")
]
Undo = Annotated[bool, typer.Option("--undo", help="Take back what the last --apply wrote.")]
Force = Annotated[
    bool,
    typer.Option(
        "--force", help="Over changes that git does not have; with --undo, over later edits."
    ),
]
NoCopy = Annotated[
    bool, typer.Option("--no-copy", help="Do not first try it on a copy of the project.")
]


def planned(
    plan: pathlib.Path,
    *,
    project: pathlib.Path | None,
    python: pathlib.Path | None,
    settings: str | None,
) -> tuple[Plan, Project]:
    """
    A plan and its project, where LibCST is installed.

    Raises:
        LibraryMissing: if it is not.
        PlanUnreadable: if the file is no plan.
    """
    wanted = Plan.read(plan)
    folder = project or pathlib.Path(wanted.project)
    where = projects.given(folder, python=python, settings=settings or wanted.settings)
    require_libcst()
    return wanted, where


def take_back(project: Project, *, force: bool) -> None:
    """
    Undo what the last --apply wrote, and say so.
    """
    # Only now: it needs LibCST, and `planned` has said so where it is missing.
    from wheelwright.extract.write import journal

    done = journal.undo(project.folder, force=force)
    typer.echo(f"Taken back: {done.name}, {len(done.entries)} file(s).")


def written(name: str, count: int, *, applied: bool) -> None:
    """
    Say how many files were written, or would be.
    """
    done_or_not = "written" if applied else "would be written; --apply does it"
    typer.echo(f"{name}: {count} file(s) {done_or_not}.", err=True)
