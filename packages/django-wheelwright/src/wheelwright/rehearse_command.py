"""
`wheelwright rehearse`: options in, one call, a report on screen and in files out.
"""

import pathlib
import sys
from typing import Annotated

import typer

from wheelwright import configuration
from wheelwright import profile as profiles
from wheelwright import rehearse as engine
from wheelwright.adapters import cache as caches
from wheelwright.adapters.uv import Sources
from wheelwright.bench import Order
from wheelwright.errors import BadRequest
from wheelwright.host import lines
from wheelwright.live import Live
from wheelwright.output import write

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
        help="Where [tool.wheelwright] is; default: the pyproject.toml in this directory."
    ),
]
CacheDir = Annotated[Path | None, typer.Option("--cache", help="Where environments are kept.")]


def rehearse(
    package: Package,
    old: From,
    new: To,
    host: HostDir = None,
    apps: Apps = "",
    settings: Settings = None,
    requirements: Requirements = None,
    extra: With = None,
    seed: Seed = None,
    rows: Rows = 0,
    profile: Profile = None,
    contracts: ContractsDir = None,
    contracts_only: ContractsOnly = False,
    postgres: Postgres = None,
    json: Json = None,
    html: Html = None,
    junit: Junit = None,
    index_url: IndexUrl = None,
    find_links: FindLinks = None,
    python: Python = None,
    jobs: Jobs = 1,
    timeout: Timeout = 600.0,
    config: Config = None,
    cache: CacheDir = None,
    faithful: Faithful = False,
) -> None:
    """
    Rehearse the upgrade of a package on a real PostgreSQL and say what would happen.

    A released package against your working copy, in a bare host:

        wheelwright rehearse billing-app --from 2.3.1 --to packages/billing-app

    In your own host, with the contract tests it relies on:

        wheelwright rehearse billing-app --from 2.2.0 --from 2.3.1 --to dist/billing_app-3.0.0-py3-none-any.whl --host host --html report.html

    Somebody else's package, with a hundred rows in every table:

        wheelwright rehearse django-oauth-toolkit --from 2.4.0 --to 3.0.1 --apps oauth2_provider --rows 100

    Budgets and accepted findings, each with its reason, are read from [tool.wheelwright]:

        [tool.wheelwright]
        lock-seconds = 0.5
        [[tool.wheelwright.allow]]
        code = "irreversible"
        migration = "billing_app.0007_*"
        reason = "Nobody goes back below the split of accounts; backups were tried."

    Exit status: 0 no error finding, 1 error findings, 2 could not run.
    """
    must_exist(host, settings, seed, contracts)
    decided = configuration.read(config)
    sizes = profiles.read(profile) if profile else None
    index = Sources.given(index_url=index_url, find_links=tuple(find_links or ()), cwd=Path.cwd())
    orders = tuple(
        Order(
            package=package,
            old=version,
            new=new,
            host=host,
            apps=tuple(filter(None, (app.strip() for app in apps.split(",")))),
            settings=settings,
            requirements=(*(r for f in requirements or () for r in lines(f)), *(extra or ())),
            seed=seed,
            rows=rows,
            profile=sizes,
            contracts=contracts,
            contracts_only=contracts_only,
            python=python or sys.executable,
            index=index,
            cache=cache or caches.default_folder(),
            timeout=timeout,
            budgets=decided.budgets,
            allow=decided.allow,
            code_first=decided.is_code_first(package),
        )
        for version in old
    )
    with Live(orders) as live:
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


def must_exist(*paths: Path | None) -> None:
    """
    Raises:
        BadRequest: at the first path that was given and is not there.
    """
    for path in paths:
        if path is not None and not path.exists():
            raise BadRequest(f"There is no {path}.", "Check the path.")
