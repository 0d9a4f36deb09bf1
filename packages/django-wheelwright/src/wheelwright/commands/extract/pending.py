"""
`wheelwright extract pending`: is there anything to migrate?
"""

import pathlib
from typing import Annotated

import typer

from wheelwright.extract import pending as asking
from wheelwright.extract import project as projects

Path = pathlib.Path
HERE = Path()


def pending(
    project: Annotated[Path, typer.Option(help="The folder that has the manage.py.")] = HERE,
    settings: Annotated[
        str | None,
        typer.Option(
            help="The settings module; default: DJANGO_SETTINGS_MODULE, else manage.py's."
        ),
    ] = None,
    python: Annotated[
        Path | None,
        typer.Option(help="The project's Python; default: its .venv or venv, else this one."),
    ] = None,
    database: Annotated[
        str | None, typer.Option(help="A URL; default: the default database of the settings.")
    ] = None,
) -> None:
    """
    Say whether there is anything to migrate: the names on disk against one SELECT.

    Django is not set up for it, so a container can ask at every start, whatever the history's length:

        wheelwright extract pending --project . || python manage.py migrate

    Exit status: 0 nothing to migrate, 1 something, 2 it cannot be told.
    """
    given = projects.given(project, python=python, settings=settings)
    asking.ask(
        str(given.folder),
        settings=given.settings,
        python=str(given.python),
        database=database or "",
    )
