"""
`wheelwright compose`: do the wheels live together, whichever is there, and in whatever order?
"""

import pathlib
import sys
from typing import Annotated

import typer

from wheelwright.adapters import cache as caches
from wheelwright.adapters.host import lines
from wheelwright.commands.shared import configuration, options, packages
from wheelwright.commands.shared.output import told_when_stopped, write
from wheelwright.compose import questions as plan
from wheelwright.compose import run
from wheelwright.compose.questions import Kind
from wheelwright.errors import BadRequest
from wheelwright.rehearse import matrix as planner
from wheelwright.rehearse.order import Order
from wheelwright.rehearse.progress import Live

Path = pathlib.Path

ARCHIVE = Path("releases")

Releases = Annotated[
    Path | None,
    typer.Option(
        help="The archive of released wheels; default: releases, unless --wheel is given."
    ),
]
WheelFiles = Annotated[
    list[Path] | None,
    typer.Option("--wheel", help="A wheel, added to the archive's or alone; repeatable."),
]
Only = Annotated[
    list[Kind] | None, typer.Option("--only", help="Only this kind of question; repeatable.")
]
Packages = Annotated[
    list[str] | None, typer.Option("--package", help="Only these packages; repeatable.")
]


def compose(
    releases: Releases = None,
    wheel: WheelFiles = None,
    package: Packages = None,
    only: Only = None,
    host: options.HostDir = None,
    extra: options.With = None,
    requirements: options.Requirements = None,
    rows: options.Rows = 0,
    contracts: options.ContractsDir = None,
    postgres: options.Postgres = None,
    json: options.Json = None,
    html: options.Html = None,
    junit: options.Junit = None,
    index_url: options.IndexUrl = None,
    find_links: options.FindLinks = None,
    python: options.Python = None,
    jobs: options.Jobs = 2,
    timeout: options.Timeout = 600.0,
    cache: options.CacheDir = None,
    config: options.Config = None,
) -> None:
    """
    Measure whether wheels live together: each omitted, enabled late, upgraded in either order of
    two, and in steps or at once.

    The newest release of every package of an archive, and its older ones where they matter:

        wheelwright compose --releases releases --html composition.html

    Upgrades in your own host, its contract tests run in every state between:

        wheelwright compose --releases releases --host host --only orders --only steps

    Three candidates, before any is released:

        wheelwright compose --wheel dist/a-2.0-py3-none-any.whl --wheel dist/b-1.1-py3-none-any.whl --wheel dist/c-3.0-py3-none-any.whl

    With --host, orders and steps run in it; omitting a wheel needs a host that does not name it, so
    that one, and enabling late, always happen in a bare host with the wheels' own testing.settings.

    Exit status: 0 no error finding, 1 error findings, 2 could not run.
    """
    for path in (host, contracts, *(wheel or ())):
        if path is not None and not path.exists():
            raise BadRequest(f"There is no {path}.", "Check the path.")
    decided = configuration.read(config)
    found = _released(releases, wheel or [], package or [])
    questions = plan.questions(found, only or tuple(Kind))
    if not questions:
        raise BadRequest(
            "These wheels raise no such question.",
            "Two orders need two packages with two releases each, steps need three releases of one.",
        )
    index = packages.sources(
        index_url=index_url,
        find_links=tuple(find_links or ())
        or tuple(dict.fromkeys(str(release.wheel.parent) for release in found)),
        cwd=Path.cwd(),
    )
    asked = tuple(
        (
            question,
            Order(
                package=question.title,
                old=question.old,
                new=question.new,
                host=host if question.kind in (Kind.ORDERS, Kind.STEPS) else None,
                requirements=(*(r for f in requirements or () for r in lines(f)), *(extra or ())),
                rows=rows,
                contracts=contracts if question.kind in (Kind.ORDERS, Kind.STEPS) else None,
                python=python or sys.executable,
                index=index,
                cache=cache or caches.default_folder(),
                timeout=timeout,
                allow=decided.allow,
            ),
        )
        for question in questions
    )
    with told_when_stopped(), Live([order for _, order in asked]) as live:
        report = run.compose(asked, postgres=postgres, jobs=jobs, tell=live.tell, done=live.done)
    write(report, json=json, html=html, junit=junit)
    raise typer.Exit(report.exit_status)


def _released(
    releases: Path | None, wheels: list[Path], packages: list[str]
) -> tuple[planner.Released, ...]:
    folder = releases or (None if wheels else ARCHIVE)
    archived = planner.read(folder) if folder else ()
    given = planner.read_files(wheels)
    return planner.only((*archived, *given), packages)
