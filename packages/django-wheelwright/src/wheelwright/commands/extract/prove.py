"""
`wheelwright extract prove`: two folders in, one call, a report on screen and in files out.
"""

import dataclasses
import pathlib
import tempfile
import time
from typing import Annotated

import typer
from rich.console import Console

from wheelwright.adapters import cache as caches
from wheelwright.commands.extract import options
from wheelwright.commands.shared import configuration
from wheelwright.commands.shared.options import (
    CacheDir,
    Config,
    Html,
    Json,
    Junit,
    Postgres,
    must_exist,
)
from wheelwright.commands.shared.output import told_when_stopped, write
from wheelwright.errors import BadRequest
from wheelwright.extract import project as projects
from wheelwright.extract.prove import report as reports
from wheelwright.extract.prove import run
from wheelwright.extract.prove.baseline import Wanted
from wheelwright.extract.values import Plan
from wheelwright.extract.write.before import copy_before

Path = pathlib.Path

PlanFile = Annotated[
    Path | None,
    typer.Argument(help="The plan of `wheelwright extract plan`; else what moved is read."),
]
Before = Annotated[
    Path | None,
    typer.Option(
        help="The project as the release before has it; default: as it was before `extract write --apply`."
    ),
]
After = Annotated[
    Path | None, typer.Option(help="The project with the step; default: the plan's, else here.")
]
FromDump = Annotated[
    Path | None, typer.Option(help="A dump of a real database as the release before has it.")
]
Scratch = Annotated[
    bool, typer.Option("--scratch", help="Run every migration for the database before; slow.")
]


def prove(
    plan: PlanFile = None,
    before: Before = None,
    after: After = None,
    settings: options.Settings = None,
    python: options.Python = None,
    rows: Annotated[int, typer.Option(min=0, help="Made-up rows in every table.")] = 50,
    from_dump: FromDump = None,
    scratch_way: Scratch = False,
    lock_milliseconds: Annotated[
        float, typer.Option(help="How long anybody may wait for the step.")
    ] = 50.0,
    postgres: Postgres = None,
    json: Json = None,
    html: Html = None,
    junit: Junit = None,
    timeout: Annotated[float, typer.Option(min=1, help="Seconds that it may take.")] = 1800.0,
    config: Config = None,
    cache: CacheDir = None,
) -> None:
    """
    Rehearse a step out of a monolith on a real PostgreSQL: does it rename, and nothing else?

    The schema is the same byte for byte, no row of a moved table is written, rights and generic keys
    resolve, the release before still answers, the way back brings everything back.

        wheelwright extract prove plan.json
        wheelwright extract prove --before ../main --after . --from-dump production.dump

    Exit status: 0 no error finding, 1 error findings, 2 could not run.
    """
    must_exist(plan, before, after, from_dump)
    planned = Plan.read(plan) if plan else None
    folder = (after or Path(planned.project if planned else ".")).resolve()
    if before and before.resolve() == folder:
        raise BadRequest(
            "--before and --after are the same folder.",
            "Check out the release before beside it: git worktree add ../before main.",
        )
    began = time.perf_counter()
    console = Console(stderr=True)
    named = settings or (planned.settings if planned else None)
    new = projects.given(folder, python=python, settings=named)
    with (
        told_when_stopped(),
        tempfile.TemporaryDirectory(prefix="wheelwright-before-") as scratch,
        console.status("extract prove") as status,
    ):
        old = before or copy_before(folder, Path(scratch) / folder.name)
        proof = run.prove(
            dataclasses.replace(new, folder=old.resolve()),
            new,
            moved=planned.moved if planned and len(planned.steps) == 1 else (),
            wanted=Wanted(rows=rows, dump=from_dump, scratch=scratch_way),
            lock_budget=lock_milliseconds / 1000,
            postgres=postgres,
            cache=cache or caches.default_folder(),
            timeout=timeout,
            tell=status.update,
        )
    report = reports.report(
        proof,
        before=before.resolve().name if before else "the release before",
        after=folder.name,
        allow=configuration.read(config).allow,
        seconds=time.perf_counter() - began,
    )
    write(report, json=json, html=html, junit=junit)
    raise typer.Exit(report.exit_status)
