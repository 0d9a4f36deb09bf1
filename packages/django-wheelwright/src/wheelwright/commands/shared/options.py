"""
The options that several commands have, each declared once.
"""

import pathlib
from typing import Annotated

import typer

from wheelwright.errors import BadRequest

Path = pathlib.Path
Package = Annotated[str, typer.Argument(help="The distribution that is upgraded.")]
From = Annotated[
    list[str], typer.Option("--from", help="A version, a wheel or a source folder; repeatable.")
]
To = Annotated[str, typer.Option("--to", help="The candidate: version, wheel or source folder.")]
HostDir = Annotated[Path | None, typer.Option(help="The Django project to host it in.")]
Apps = Annotated[str, typer.Option(help="Apps of the generated host, comma-separated.")]
Settings = Annotated[
    Path | None,
    typer.Option(help="A Python file with settings that the generated host needs besides."),
]
Requirements = Annotated[
    list[Path] | None, typer.Option(help="Extra requirements file of the host; repeatable.")
]
With = Annotated[
    list[str] | None,
    typer.Option("--with", help="Extra requirement, for example 'Django==5.2.*'; repeatable."),
]
Seed = Annotated[
    Path | None, typer.Option(help="A fixture, or a Python file with seed(), for the old release.")
]
Rows = Annotated[int, typer.Option(min=0, help="Fill every table to this many synthetic rows.")]
Profile = Annotated[
    Path | None,
    typer.Option(help="Production's row counts, as `wheelwright profile` writes them."),
]
ContractsDir = Annotated[Path | None, typer.Option(help="A folder of pytest contract tests.")]
Postgres = Annotated[
    str | None, typer.Option(help="A URL or an installed major version; default: embedded.")
]
IndexUrl = Annotated[str | None, typer.Option(help="The package index; default: PIP_INDEX_URL.")]
FindLinks = Annotated[
    list[str] | None,
    typer.Option(help="A folder of wheels; default: PIP_FIND_LINKS, then ./releases."),
]
Python = Annotated[str | None, typer.Option(help="Another Python, for example 3.13.")]
Json = Annotated[Path | None, typer.Option("--json", help="Write the report as JSON.")]
Html = Annotated[Path | None, typer.Option("--html", help="Write one self-contained page.")]
Junit = Annotated[Path | None, typer.Option("--junit", help="Write JUnit XML.")]
Jobs = Annotated[int, typer.Option(min=1, help="Cells at a time.")]
ContractsOnly = Annotated[
    bool,
    typer.Option(
        "--contracts-only",
        help="Only what a classic CI job does: migrate, seed, migrate, contract tests.",
    ),
]
Timeout = Annotated[float, typer.Option(min=1, help="Seconds that one cell may take.")]
Faithful = Annotated[
    bool,
    typer.Option(
        "--faithful", help="Keep and use nothing from other runs: install and make everything anew."
    ),
]
Config = Annotated[
    Path | None,
    typer.Option(
        help="Where \\[tool.wheelwright] is; default: the pyproject.toml in this directory."
    ),
]
CacheDir = Annotated[Path | None, typer.Option("--cache", help="Where environments are kept.")]


def must_exist(*paths: Path | None) -> None:
    """
    Raises:
        BadRequest: at the first path that was given and is not there.
    """
    for path in paths:
        if path is not None and not path.exists():
            raise BadRequest(f"There is no {path}.", "Check the path.")
