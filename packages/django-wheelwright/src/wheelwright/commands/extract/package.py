"""
`wheelwright extract package`: a plan whose steps are written in, a package and a list of work out.
"""

import pathlib
from typing import Annotated

import typer

from wheelwright.extract import project as projects
from wheelwright.extract.library import require_libcst
from wheelwright.extract.values import Plan

Path = pathlib.Path


def package(
    plan: Annotated[
        Path,
        typer.Argument(help="What `wheelwright extract plan … --out` wrote.", show_default=False),
    ],
    project: Annotated[
        Path | None, typer.Option("--project", help="The Django project; default: the plan's.")
    ] = None,
    name: Annotated[
        str | None, typer.Option(help="The distribution; default: the app's name with hyphens.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="Its folder, inside the project; default: packages/NAME."),
    ] = None,
    apply: Annotated[
        bool,
        typer.Option("--apply/--dry-run", help="Write it; else only show what would be written."),
    ] = False,
    only_list: Annotated[
        bool, typer.Option("--list", help="Only what crosses the boundary now.")
    ] = False,
    undo: Annotated[
        bool, typer.Option("--undo", help="Take back what the last --apply wrote.")
    ] = False,
    no_install: Annotated[
        bool, typer.Option("--no-install", help="Leave the project's environment alone.")
    ] = False,
    force: Annotated[
        bool,
        typer.Option(
            "--force", help="Over changes that git does not have; with --undo, over later edits."
        ),
    ] = False,
    no_copy: Annotated[
        bool, typer.Option("--no-copy", help="Do not first try it on a copy of the project.")
    ] = False,
    python: Annotated[
        Path | None, typer.Option(help="The project's Python; default: its .venv, else this one.")
    ] = None,
    settings: Annotated[
        str | None, typer.Option(help="Its settings module; default: the plan's.")
    ] = None,
    timeout: Annotated[float, typer.Option(min=1, help="Seconds to load the project.")] = 300.0,
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
    wanted = Plan.read(plan)
    where = projects.given(
        project or Path(wanted.project), python=python, settings=settings or wanted.settings
    )
    require_libcst()
    # Only now: without LibCST these modules cannot be imported, and the sentence above says so.
    from wheelwright.extract.package import run
    from wheelwright.extract.write import journal
    from wheelwright.extract.write.diff import unified

    if undo:
        done = journal.undo(where.folder, force=force)
        typer.echo(f"Taken back: {done.name}, {len(done.entries)} file(s).")
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
        done_or_not = "written" if apply else "would be written; --apply does it"
        typer.echo(f"{title}: {len(found.changes)} file(s) {done_or_not}.", err=True)
        if apply and not no_install:
            run.install(wish)
    typer.echo(f"{len(crossings)} line(s) still cross the boundary:", err=True)
    for crossing in crossings:
        typer.echo(str(crossing), err=not only_list)
