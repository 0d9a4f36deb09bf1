"""
`wheelwright extract pending`: is there anything to migrate?
"""

from typing import Annotated

import typer

from wheelwright.commands.extract import options
from wheelwright.extract import pending as asking
from wheelwright.extract import project as projects


def pending(
    project: options.Folder = options.HERE,
    settings: options.Settings = None,
    python: options.Python = None,
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
