"""
`wheelwright check`: package folders in, one call, what is wrong with their boundaries out.
"""

import pathlib
import sys
from typing import Annotated

import typer
from rich.console import Console

from wheelwright.adapters import cache as caches
from wheelwright.adapters import sources, wheels
from wheelwright.archive import intact, source
from wheelwright.check import run as engine
from wheelwright.check.run import Around, Subject
from wheelwright.commands.shared import options, packages
from wheelwright.errors import BadRequest
from wheelwright.report import by_subject as render
from wheelwright.report.model import Severity

Path = pathlib.Path

ARCHIVE = Path("releases")

Releases = Annotated[Path, typer.Option(help="The archive of released wheels.")]
Folders = Annotated[
    list[Path] | None, typer.Argument(help="Package folders; default: every one in ./packages.")
]
Wheels = Annotated[
    list[Path] | None,
    typer.Option("--wheel", help="A wheel built from one of them, or a folder of such wheels."),
]
HostDir = Annotated[
    Path | None, typer.Option(help="The Django project that uses them; it is checked, too.")
]
Json = Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")]


def check(
    folders: Folders = None,
    wheel: Wheels = None,
    releases: Releases = ARCHIVE,
    host: HostDir = None,
    json: Json = False,
    index_url: options.IndexUrl = None,
    find_links: options.FindLinks = None,
    python: options.Python = None,
    timeout: options.Timeout = 120.0,
    cache: options.CacheDir = None,
) -> None:
    """
    Check that domains know each other only where they say so, and that wheels are what they claim.

    It looks at what imports cannot show (foreign keys, get_model, receivers, includes, templates, raw
    SQL, migrations), at declared against used dependencies and versions, at lost files and at metadata.

    Every package of this repository, among the newest releases of the others:

        wheelwright check

    A wheel that is about to be released, and the project that will use it:

        wheelwright check packages/billing-app --wheel dist/billing_app-3.0.0-py3-none-any.whl --host host

    Edges that are meant are declared in pyproject.toml; those that cannot go yet, each with a reason, in
    boundaries-debt.toml, which may only shrink:

        [tool.wheelwright.boundaries]
        uses = {"orders-app" = ["stock-app"]}

    Exit status: 0 no error finding, 1 error findings, 2 could not run.
    """
    cwd = Path.cwd()
    intact.require(releases)
    index = packages.sources(index_url=index_url, find_links=tuple(find_links or ()), cwd=cwd)
    kept = cache or caches.default_folder()
    around = Around(
        releases=releases,
        root=cwd,
        index=index,
        cache=kept,
        host=host,
        python=python or sys.executable,
        timeout=timeout,
    )
    given = _given(wheel or [])
    console = Console(stderr=True)
    with console.status("reading the wheels") as status:
        subjects = tuple(_subject(folder, given, around) for folder in folders or _all(cwd))
        found = engine.check_all(subjects, around, tell=lambda what: status.update(what))
    render.show(found, as_json=json)
    errors = any(f.severity is Severity.ERROR for each in found.values() for f in each)
    raise typer.Exit(1 if errors else 0)


def _all(cwd: Path) -> list[Path]:
    found = sorted(path.parent for path in cwd.glob("packages/*/pyproject.toml"))
    if not found:
        raise BadRequest("There is no packages/ here.", "Name the package folders to check.")
    return found


def _given(paths: list[Path]) -> dict[str, Path]:
    files = [file for p in paths for file in (sorted(p.glob("*.whl")) if p.is_dir() else [p])]
    return {wheels.read(path).package: path for path in files}


def _subject(folder: Path, given: dict[str, Path], around: Around) -> Subject:
    package = source.read_package(folder)
    name = package.name.replace("_", "-").lower()
    path = given.get(name)
    if path is None:
        built = sources.find(
            package.name,
            str(folder),
            folder=around.cache,
            index=around.index,
            python=around.python,
        )
        assert built.wheel is not None
        path = built.wheel
    return Subject(folder=folder, wheel=wheels.read(path))
