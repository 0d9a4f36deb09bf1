"""
`wheelwright release`: a changed package to stable; options in, one call, a line per step out.
"""

import datetime as dt
import pathlib
import sys
from typing import Annotated

import typer
from packaging.specifiers import InvalidSpecifier, SpecifierSet

from wheelwright.adapters import cache as caches
from wheelwright.adapters.host import lines
from wheelwright.commands.shared import configuration, options, packages
from wheelwright.commands.shared import index_options as indexes
from wheelwright.errors import BadRequest
from wheelwright.index.access import existing, require_publisher
from wheelwright.rehearse.order import Order
from wheelwright.release import git
from wheelwright.release import plan as planning
from wheelwright.release import run as engine
from wheelwright.release.errors import Stopped
from wheelwright.release.plan import Plan, Rehearsal
from wheelwright.release.steps import STEPS

Path = pathlib.Path

Url = Annotated[str, typer.Option("--index", "--url", help="The private index's address.")]
Until = Annotated[
    str | None,
    typer.Option(help=f"Stop after this step: {', '.join(step.name for step in STEPS)}."),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Show what each step would do, and do nothing.")
]
First = Annotated[bool, typer.Option("--first", help="There is no older release to compare with.")]
Vouched = Annotated[
    str | None,
    typer.Option(
        "--rehearsed", help="The SHA-256 another job rehearsed: promote this, rehearse nothing."
    ),
]
NoCommit = Annotated[
    bool,
    typer.Option("--no-commit", help="Commit nothing; refuse if the changelog needs one."),
]
Supported = Annotated[
    str,
    typer.Option(help="The releases hosts may still run, for example '>=2.2'; default: all older."),
]
Faithful = Annotated[
    bool,
    typer.Option(
        "--faithful/--fast", help="Rehearse with everything made anew, or with what is kept."
    ),
]


def release(
    package: Annotated[
        str,
        typer.Argument(help="A package below packages/ or its folder; may say ==VERSION as well."),
    ],
    url: Url = indexes.LOCAL,
    dry_run: DryRun = False,
    until: Until = None,
    first: First = False,
    supported: Supported = "",
    rehearsed: Vouched = None,
    no_commit: NoCommit = False,
    releases: indexes.Archive = indexes.RELEASES,
    data: indexes.Data = indexes.DATA,
    devpi: indexes.Programs = indexes.DEVPI,
    host: options.HostDir = None,
    contracts: options.ContractsDir = None,
    apps: options.Apps = "",
    requirements: options.Requirements = None,
    extra: options.With = None,
    seed: options.Seed = None,
    rows: options.Rows = 0,
    postgres: options.Postgres = None,
    index_url: options.IndexUrl = None,
    find_links: options.FindLinks = None,
    python: options.Python = None,
    jobs: options.Jobs = 2,
    timeout: options.Timeout = 600.0,
    config: options.Config = None,
    faithful: Faithful = True,
    cache: options.CacheDir = None,
) -> None:
    """
    Bring a changed package to stable: compare, check, changelog, build once, reproduce, stage, rehearse, promote, archive.

    The package must be committed, with its final version in pyproject.toml and a fragment in changes/. See first what would happen:

        wheelwright release billing-app --dry-run

    Then do it, with your own host and the contract tests it relies on:

        wheelwright release billing-app --host host --contracts host/tests/contracts

    Interrupted, it is run again: each step finds out what is done. Another index, and a token that may upload but not delete:

        WHEELWRIGHT_INDEX_PASSWORD=… wheelwright release billing-app --index https://packages.example.org

    Where nothing may be committed, and another job rehearsed the staged bytes:

        wheelwright release billing-app --no-commit --rehearsed 41ab…

    Exit status: 0 released, 1 stopped by error findings, 2 could not run. Nothing reaches stable unless it is 0, or an earlier run promoted it.
    """
    if until and until not in {step.name for step in STEPS}:
        raise BadRequest(
            f"There is no step {until}.", f"The steps: {', '.join(step.name for step in STEPS)}."
        )
    options.must_exist(host, contracts, seed)
    index = existing(url, data, devpi)
    require_publisher(index)
    decided = configuration.read(config)
    root = git.top(Path.cwd())
    found = planning.find_package(package, cwd=Path.cwd(), root=root)
    order = Order(
        package=found.name,
        old="",
        new="",
        host=host,
        apps=tuple(filter(None, (app.strip() for app in apps.split(",")))),
        requirements=(*(r for f in requirements or () for r in lines(f)), *(extra or ())),
        seed=seed,
        rows=rows,
        contracts=contracts,
        python=python or sys.executable,
        index=packages.sources(
            index_url=index_url,
            find_links=tuple(find_links or ()) or _archive(releases),
            cwd=Path.cwd(),
        ),
        cache=cache or caches.default_folder(),
        timeout=timeout,
        budgets=decided.budgets,
        allow=decided.allow,
        code_first=decided.is_code_first(found.name),
    )
    plan = planning.make(
        found,
        root=root,
        cwd=Path.cwd(),
        releases=releases,
        index=index,
        first=first,
        supported=_range(supported),
        rehearsal=Rehearsal(order=order, postgres=postgres, jobs=jobs, faithful=faithful),
        vouched=rehearsed,
        commits=not no_commit,
        today=dt.datetime.now(tz=dt.UTC).date(),
    )
    _head(plan)
    if dry_run:
        for number, step in enumerate(engine.until(until), 1):
            _line(number, step.name, step.intends(plan))
        typer.echo("Nothing was done: leave --dry-run out to do it.")
        return
    _run(plan, until)


def _run(plan: Plan, until: str | None) -> None:
    try:
        engine.run(
            plan,
            engine.until(until),
            begins=lambda number, name: typer.echo(f"{number}/{len(STEPS)} {name} …", err=True),
            did=_line,
        )
    except Stopped as stopped:
        for finding in stopped.findings:
            typer.echo(f"  {finding.code}  {finding.subject}\n    {finding.message}")
            typer.echo(f"    {finding.hint}")
        typer.echo(str(stopped), err=True)
        raise typer.Exit(1) from stopped
    if until and until != STEPS[-1].name:
        typer.echo(f"Stopped after {until}, as asked. The same command without --until goes on.")
        return
    typer.echo(
        f"{plan.name} is released. If commits were made, push them; merge, never rebase them."
    )


def _archive(releases: Path) -> tuple[str, ...]:
    # Before the first release there is none.
    return (str(releases),) if releases.is_dir() else ()


def _head(plan: Plan) -> None:
    after = f"after {plan.predecessor.name}" if plan.predecessor else "the first release"
    typer.echo(f"{plan.name}, {after}, to {plan.index.url}")


def _line(number: int, name: str, said: str) -> None:
    typer.echo(f"{number}/{len(STEPS)} {name:<9}  {said}")


def _range(text: str) -> SpecifierSet:
    try:
        return SpecifierSet(text)
    except InvalidSpecifier as exc:
        raise BadRequest(
            f"{text!r} is not a range of versions.", "Write it as '>=2.2,<3'."
        ) from exc
