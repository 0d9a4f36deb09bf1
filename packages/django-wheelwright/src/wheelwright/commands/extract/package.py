"""
`wheelwright extract package`: a plan whose steps are written in, a package and a list of work out.
"""

import pathlib
from typing import Annotated

import typer

from wheelwright.commands.extract import options

Path = pathlib.Path


def package(
    plan: options.PlanFile,
    project: options.PlansProject = None,
    name: Annotated[
        str | None, typer.Option(help="The distribution; default: the app's name with hyphens.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="Its folder, inside the project; default: packages/NAME."),
    ] = None,
    apply: options.Apply = False,
    only_list: Annotated[
        bool, typer.Option("--list", help="Only what crosses the boundary now.")
    ] = False,
    undo: options.Undo = False,
    no_install: Annotated[
        bool, typer.Option("--no-install", help="Leave the project's environment alone.")
    ] = False,
    force: options.Force = False,
    no_copy: options.NoCopy = False,
    python: options.Python = None,
    settings: options.PlansSettings = None,
    timeout: options.Timeout = 300.0,
) -> None:
    """
    Make the app of a plan a package of its own: src layout, api.py, ports, tests, changelog.

    Its files move to packages/NAME/src, the code around it imports its api.py, what it shared with the
    project is copied, functions of the project are asked for through a port, and it is installed into the
    project's environment. What still crosses the boundary is listed with file and line:

        wheelwright extract package plan.json
        wheelwright extract package plan.json --apply
        wheelwright check packages/plans-app --host .

    Exit status: 0 shown or written, 2 refused; nothing is written then.
    """
    wanted, where = options.planned(plan, project=project, python=python, settings=settings)
    # Only now: without LibCST these modules cannot be imported, and the line above says so.
    from wheelwright.extract.package import run
    from wheelwright.extract.write.diff import unified

    if undo:
        options.take_back(where, force=force)
        return
    title = name or wanted.target_module.replace("_", "-")
    wish = run.Wish(
        project=where,
        plan=wanted,
        name=title,
        out=out or Path("packages") / title,
        over_uncommitted=force,
        on_a_copy=not no_copy,
        timeout=timeout,
    )
    if only_list:
        crossings = run.still_crossing(wish)
    else:
        found = run.prepare(wish)
        crossings = found.crossings
        if apply:
            run.apply(wish, found)
        else:
            typer.echo(unified(found.changes), nl=False)
        options.written(title, len(found.changes), applied=apply)
        if apply and not no_install:
            run.install(wish)
    typer.echo(f"{len(crossings)} line(s) still cross the boundary:", err=True)
    for crossing in crossings:
        typer.echo(str(crossing), err=not only_list)
