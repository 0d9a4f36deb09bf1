"""
`wheelwright extract squash`: a long history becomes one first migration.
"""

from typing import Annotated

import typer
from rich.console import Console

from wheelwright.adapters import cache as caches
from wheelwright.commands.extract import options
from wheelwright.commands.shared.options import CacheDir, Postgres
from wheelwright.extract import project as projects
from wheelwright.extract.squash import run


def squash(
    app: Annotated[str, typer.Argument(help="The label of the app.")],
    project: options.Folder = options.HERE,
    apply: options.Apply = False,
    settings: options.Settings = None,
    python: options.Python = None,
    postgres: Postgres = None,
    timeout: Annotated[float, typer.Option(min=1, help="Seconds that it may take.")] = 3600.0,
    cache: CacheDir = None,
) -> None:
    """
    Write one first migration that replaces an app's whole history, and prove that it makes the same.

    Two empty databases are migrated, by the history and by the squash, and their schemas compared;
    if they differ, nothing is written. The old files stay until every database has run them.

        wheelwright extract squash enrolments_app --apply

    Exit status: 0 shown or written, 2 refused.
    """
    console = Console(stderr=True)
    given = projects.given(project, python=python, settings=settings)
    with console.status("extract squash") as status:
        found = run.squash(
            given,
            app=app,
            postgres=postgres,
            cache=cache or caches.default_folder(),
            timeout=timeout,
            tell=status.update,
        )
    path = given.folder / found.change.path
    if apply:
        path.write_text(found.change.after or "", encoding="utf-8")
    else:
        typer.echo(found.change.after, nl=False)
    how = "byte for byte" if found.same_bytes else "but for the order of columns"
    typer.echo(
        f"{found.change.path} {'is written' if apply else 'would be written; --apply does it'}. It replaces "
        f"{found.replaced:,} migrations, and the schema that it makes is the same {how} "
        f"({found.lines:,} lines).",
        err=True,
    )
    if found.left_out:
        typer.echo(
            f"{found.left_out:,} RunSQL and RunPython operations are not in it: rows that they made in an "
            "empty database, a new one will not have.",
            err=True,
        )
    typer.echo(
        "Release it beside the old files; delete those, and `replaces`, when every database has run it.",
        err=True,
    )
