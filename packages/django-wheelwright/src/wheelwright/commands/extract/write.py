"""
`wheelwright extract write`: a plan in, the diff of its next step out, or the step written.
"""

from typing import Annotated

import typer

from wheelwright.commands.extract import options

StepNumber = Annotated[
    int | None, typer.Option("--step", help="Default: the first that is not written yet.")
]
Close = Annotated[
    bool,
    typer.Option("--close", help="The migration that ends a step which the last release brought."),
]
Accept = Annotated[
    list[str] | None,
    typer.Option(help="FILE:LINE of code that you have looked at and found right; repeatable."),
]


def write(
    plan: options.PlanFile,
    project: options.PlansProject = None,
    step: StepNumber = None,
    apply: options.Apply = False,
    undo: options.Undo = False,
    close: Close = False,
    accept: Accept = None,
    force: options.Force = False,
    no_copy: options.NoCopy = False,
    python: options.Python = None,
    settings: options.PlansSettings = None,
    timeout: options.Timeout = 300.0,
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
    wanted, where = options.planned(plan, project=project, python=python, settings=settings)
    # Only now: without LibCST these modules cannot be imported, and the line above says so.
    from wheelwright.extract.write import run
    from wheelwright.extract.write.diff import unified

    if undo:
        options.take_back(where, force=force)
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
    options.written(run.name(wish, found.step), len(found.changes), applied=apply)
