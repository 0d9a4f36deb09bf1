"""
`wheelwright preflight`: an operator's question in, one call, everything that stands in the way out.
"""

import os
import pathlib
import sys
from typing import Annotated

import typer
from rich.console import Console

from wheelwright.adapters import cache as caches
from wheelwright.commands.shared import configuration, options, packages
from wheelwright.errors import BadRequest
from wheelwright.preflight import rehearsed_times, run
from wheelwright.profile import file as profiles
from wheelwright.report import by_subject as render
from wheelwright.report.model import Severity

Path = pathlib.Path

To = Annotated[
    list[str],
    typer.Option("--to", help="The release to install, such as billing-app==2.3.3; repeatable."),
]
HostDir = Annotated[Path, typer.Option(help="The Django project that will install it.")]
Database = Annotated[
    str | None, typer.Option(help="The live database; default: DATABASE_URL. Only read.")
]
Settings = Annotated[
    str | None, typer.Option(help="The settings module; default: the one in manage.py.")
]
Report = Annotated[Path | None, typer.Option(help="The JSON of a rehearsal, for locks and times.")]
Profile = Annotated[
    Path | None,
    typer.Option(help="Rows as `wheelwright profile` wrote them; default: the live statistics."),
]


def preflight(
    to: To,
    host: HostDir,
    database: Database = None,
    settings: Settings = None,
    report: Report = None,
    profile: Profile = None,
    stopped: Annotated[
        bool,
        typer.Option(
            "--old-release-stopped", help="The old release is stopped before anything is migrated."
        ),
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
    index_url: options.IndexUrl = None,
    find_links: options.FindLinks = None,
    python: options.Python = None,
    timeout: options.Timeout = 120.0,
    cache: options.CacheDir = None,
) -> None:
    """
    Say what an upgrade would meet on a live database, without writing to it.

    Every problem at once: ranges that refuse the set, pending migrations with whom they stop and for how
    long, checks that the new wheels ship, constraints and indexes left invalid, settings that are missing.

        wheelwright preflight --host host --database "$DATABASE_URL" --to billing-app==2.3.3

    With the locks and times of a rehearsal, scaled to the rows that are really there:

        wheelwright preflight --host host --to billing-app==2.3.3 --report rehearsal.json

    Whether the release that serves lives through the migrations is read from that report, and from the
    host's compatibility.json.

    Exit status: 0 nothing in the way, 1 error findings, 2 could not run.
    """
    url = database or os.environ.get("DATABASE_URL", "")
    if not url:
        raise BadRequest("No database was named.", "Write --database, or set DATABASE_URL.")
    cwd = Path.cwd()
    order = run.Order(
        to=to,
        host=host,
        database=url,
        settings=settings,
        cells=rehearsed_times.read(report) if report else None,
        profile=profiles.read(profile) if profile else {},
        lock_seconds=configuration.read(None).budgets.lock_seconds,
        stopped=stopped,
        index=packages.sources(index_url=index_url, find_links=tuple(find_links or ()), cwd=cwd),
        cache=cache or caches.default_folder(),
        python=python or sys.executable,
        timeout=timeout,
    )
    console = Console(stderr=True)
    with console.status("preflight") as status:
        found = run.preflight(order, tell=lambda what: status.update(what))
    render.show(found, as_json=json)
    errors = any(f.severity is Severity.ERROR for each in found.values() for f in each)
    raise typer.Exit(1 if errors else 0)
