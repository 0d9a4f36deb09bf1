"""
`wheelwright matrix` and `wheelwright plan`: every archived release to the newest, run or listed.
"""

import json as jsonlib
import pathlib
import sys
from typing import Annotated

import typer

from wheelwright.adapters import cache as caches
from wheelwright.archive import withdrawn
from wheelwright.commands.shared import configuration, options, packages
from wheelwright.commands.shared.output import told_when_stopped, write
from wheelwright.errors import BadRequest
from wheelwright.profile import file as profiles
from wheelwright.rehearse import matrix as planner
from wheelwright.rehearse import run as engine
from wheelwright.rehearse.order import Order
from wheelwright.rehearse.progress import Live

Path = pathlib.Path

ARCHIVE = Path("releases")

Releases = Annotated[Path, typer.Option(help="The archive of released wheels.")]
Candidates = Annotated[
    Path | None, typer.Option(help="A folder of candidate wheels, newer than the archive.")
]
Packages = Annotated[
    list[str] | None, typer.Option("--package", help="Only this package; repeatable.")
]
Pythons = Annotated[
    list[str] | None, typer.Option("--python", help="A Python version; repeatable.")
]
Djangos = Annotated[
    list[str] | None, typer.Option("--django", help="A Django series, such as 5.2; repeatable.")
]


def matrix(
    releases: Releases = ARCHIVE,
    candidates: Candidates = None,
    package: Packages = None,
    host: options.HostDir = None,
    python: Pythons = None,
    django: Djangos = None,
    rows: options.Rows = 0,
    profile: options.Profile = None,
    contracts: options.ContractsDir = None,
    contracts_only: options.ContractsOnly = False,
    postgres: options.Postgres = None,
    json: options.Json = None,
    html: options.Html = None,
    junit: options.Junit = None,
    index_url: options.IndexUrl = None,
    find_links: options.FindLinks = None,
    jobs: options.Jobs = 2,
    timeout: options.Timeout = 600.0,
    config: options.Config = None,
    cache: options.CacheDir = None,
    faithful: options.Faithful = False,
) -> None:
    """
    Rehearse every archived release of each package to its newest, one cell each.

        wheelwright matrix --releases releases --host host --html rehearsal.html

    Working copies built into dist/ become the candidates with:

        wheelwright matrix --releases releases --candidates dist

    Exit status: 0 no error finding, 1 error findings, 2 could not run.
    """
    decided = configuration.read(config)
    sizes = profiles.read(profile) if profile else None
    cells = _planned(releases, candidates, package, python, django)
    if not cells:
        raise BadRequest(
            f"{releases} holds no two releases of one package.",
            "Archive a second release, or name --candidates.",
        )
    index = packages.sources(
        index_url=index_url,
        find_links=tuple(find_links or ()) or (str(releases),),
        cwd=Path.cwd(),
    )
    orders = tuple(
        Order(
            package=cell.package,
            old=str(cell.old),
            new=str(cell.new),
            host=host,
            requirements=(f"Django=={cell.django}.*",) if cell.django else (),
            rows=rows,
            profile=sizes,
            contracts=contracts,
            contracts_only=contracts_only,
            python=cell.python or sys.executable,
            index=index,
            cache=cache or caches.default_folder(),
            timeout=timeout,
            budgets=decided.budgets,
            allow=decided.allow,
            code_first=decided.is_code_first(cell.package),
        )
        for cell in cells
    )
    with told_when_stopped(), Live(orders) as live:
        report = engine.rehearse(
            orders,
            postgres=postgres,
            jobs=jobs,
            faithful=faithful,
            tell=live.tell,
            done=live.done,
        )
    write(report, json=json, html=html, junit=junit)
    raise typer.Exit(report.exit_status)


def plan(
    releases: Releases = ARCHIVE,
    candidates: Candidates = None,
    package: Packages = None,
    python: Pythons = None,
    django: Djangos = None,
    github: Annotated[
        bool, typer.Option("--github", help="As the JSON of a GitHub Actions matrix.")
    ] = False,
) -> None:
    """
    List the cells that `wheelwright matrix` would rehearse, without running them.

        wheelwright plan
        echo "matrix=$(wheelwright plan --github)" >> "$GITHUB_OUTPUT"
    """
    cells = _planned(releases, candidates, package, python, django)
    if not github:
        for cell in cells:
            extra = f" Python {cell.python}" * bool(cell.python)
            extra += f" Django {cell.django}" * bool(cell.django)
            typer.echo(f"{cell.package} {cell.old_version} -> {cell.new_version}{extra}")
        return
    include = [
        {
            "package": cell.package,
            "from": cell.old_version,
            "to": cell.new.as_posix(),
            "to_version": cell.new_version,
            "python": cell.python,
            "django": cell.django,
        }
        for cell in cells
    ]
    typer.echo(jsonlib.dumps({"include": include}))


def _planned(
    releases: Path,
    candidates: Path | None,
    packages: list[str] | None,
    pythons: list[str] | None,
    djangos: list[str] | None,
) -> tuple[planner.Planned, ...]:
    return planner.matrix(
        planner.read(releases),
        planner.read(candidates) if candidates else (),
        packages=packages or (),
        pythons=pythons or ("",),
        djangos=djangos or ("",),
        withdrawn=[(each.package, each.version) for each in withdrawn.read(releases)],
    )
