"""
`wheelwright extract write`: a plan in, the diff of its next step out, or the step written.
"""

import pathlib
from typing import Annotated

import typer

from wheelwright.extract import project as projects
from wheelwright.extract.library import require_libcst
from wheelwright.extract.values import Plan

Path = pathlib.Path

PlanFile = Annotated[
    Path, typer.Argument(help="What `wheelwright extract plan … --out` wrote.", show_default=False)
]
ProjectDir = Annotated[
    Path | None, typer.Option("--project", help="The Django project; default: the plan's.")
]
Python = Annotated[
    Path | None, typer.Option(help="The project's Python; default: its .venv, else this one.")
]
Settings = Annotated[str | None, typer.Option(help="Its settings module; default: the plan's.")]
StepNumber = Annotated[
    int | None, typer.Option("--step", help="Default: the first that is not written yet.")
]
Apply = Annotated[
    bool, typer.Option("--apply/--dry-run", help="Write it; else only show what would be written.")
]
Undo = Annotated[bool, typer.Option("--undo", help="Take back what the last --apply wrote.")]
Force = Annotated[
    bool,
    typer.Option(
        "--force", help="Over changes that git does not have; with --undo, over later edits."
    ),
]
Close = Annotated[
    bool,
    typer.Option("--close", help="The migration that ends a step which the last release brought."),
]
Accept = Annotated[
    list[str] | None,
    typer.Option(help="FILE:LINE of code that you have looked at and found right; repeatable."),
]
NoCopy = Annotated[
    bool, typer.Option("--no-copy", help="Do not first try the step on a copy of the project.")
]


def write(
    plan: PlanFile,
    project: ProjectDir = None,
    step: StepNumber = None,
    apply: Apply = False,
    undo: Undo = False,
    close: Close = False,
    accept: Accept = None,
    force: Force = False,
    no_copy: NoCopy = False,
    python: Python = None,
    settings: Settings = None,
    timeout: Annotated[float, typer.Option(min=1, help="Seconds to load the project.")] = 300.0,
) -> None:
    """
    Write one step of a plan into the project: migrations, moved classes, imports, texts that name them.

    The diff only (nothing is written, but a copy of the project has to work with it):

        wheelwright extract write plan.json

    All of it, or nothing; what was stopped half-way goes on with the same command:

        wheelwright extract write plan.json --apply

    Back to before:

        wheelwright extract write plan.json --undo

    One release later, the migration that ends the step:

        wheelwright extract write plan.json --step 1 --close --apply

    Exit status: 0 shown or written, 2 refused; nothing is written then.
    """
    wanted = Plan.read(plan)
    where = projects.given(
        project or Path(wanted.project), python=python, settings=settings or wanted.settings
    )
    require_libcst()
    # Only now: without LibCST these modules cannot be imported, and the sentence above says so.
    from wheelwright.extract.write import journal, run
    from wheelwright.extract.write.diff import unified

    if undo:
        done = journal.undo(where.folder, force=force)
        typer.echo(f"Taken back: {done.name}, {len(done.entries)} file(s).")
        return
    wish = run.Wish(
        project=where,
        plan=wanted,
        number=step,
        close=close,
        accepted=frozenset(accept or ()),
        over_uncommitted=force,
        on_a_copy=not no_copy,
        timeout=timeout,
    )
    if apply and (finished := run.go_on(wish)):
        typer.echo(f"Gone on with: {finished.name}, {len(finished.entries)} file(s) are written.")
        return
    found = run.prepare(wish)
    if not apply:
        typer.echo(unified(found.changes), nl=False)
    for remark in found.remarks:
        typer.echo(str(remark), err=True)
    if apply:
        run.apply(wish, found)
    done_or_not = "written" if apply else "would be written; --apply does it"
    typer.echo(
        f"{run.name(wish, found.step)}: {len(found.changes)} file(s) {done_or_not}.", err=True
    )
