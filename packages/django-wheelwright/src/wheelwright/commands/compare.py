"""
`wheelwright compare`: two wheels in, a table of changes and an exit status out.
"""

import pathlib
from typing import Annotated

import typer
from rich.console import Console

from wheelwright.adapters.uv import Sources
from wheelwright.commands.shared import packages
from wheelwright.commands.shared.output import WIDTH
from wheelwright.compare import deploy_class, rendering
from wheelwright.compare.run import Comparison, compare
from wheelwright.surface.errors import CannotCompare

Path = pathlib.Path
RELEASES = Path("releases")
Wheels = Annotated[
    list[Path],
    typer.Argument(metavar="[OLD] NEW", help="One or two wheels; without OLD its predecessor."),
]
Releases = Annotated[
    Path, typer.Option(help="The archive of released wheels: predecessors and siblings.")
]
HostDir = Annotated[
    Path | None,
    typer.Option(
        "--host", help="A Django project that runs OLD; else one made from OLD's own testing/."
    ),
]
Consumer = Annotated[
    Path | None, typer.Option(help="A Python file as a host would write it, for mypy on both.")
]
Fragments = Annotated[
    Path | None,
    typer.Option(
        help="The package's changes/ folder: every change must be told there or beside it."
    ),
]
JsonFile = Annotated[Path | None, typer.Option("--json", help="Write the comparison as JSON.")]
Static = Annotated[bool, typer.Option("--static", help="Only read the wheels; start no host.")]
Everything = Annotated[bool, typer.Option("--all", help="Print every finding; fold no list.")]
Record = Annotated[
    Path | None,
    typer.Option(help="Write the deploy class into this package folder (contract/deploy.json)."),
]
IndexUrl = Annotated[
    str | None,
    typer.Option(
        help="The package index; default: PIP_INDEX_URL. Named here, its releases are predecessors, too."
    ),
]
FindLinks = Annotated[
    list[str] | None, typer.Option(help="A folder of wheels; default: PIP_FIND_LINKS, ./releases.")
]


def compare_wheels(
    wheels: Wheels,
    releases: Releases = RELEASES,
    host: HostDir = None,
    consumer: Consumer = None,
    fragments: Fragments = None,
    json: JsonFile = None,
    static: Static = False,
    record: Record = None,
    everything: Everything = False,
    index_url: IndexUrl = None,
    find_links: FindLinks = None,
) -> None:
    """
    Say what changed between two releases and whether the version number admits it.

    A candidate against the newest release before it, in two seconds, without installing anything:

        wheelwright compare dist/billing_app-2.4.0-py3-none-any.whl --static

    Two releases, with the old host started on the new one:

        wheelwright compare releases/billing_app-2.2.0-py3-none-any.whl releases/billing_app-2.3.0-py3-none-any.whl

    All that a release must pass:

        wheelwright compare dist/billing_app-2.4.0-py3-none-any.whl --fragments packages/billing-app/changes --consumer packages/billing-app/tests/contract/consumer.py

    What counts as public: the names of api.py, where a package has one (it lists them in __all__, or
    defines or imports them); every other module may then change. Without an api.py: the names each
    public module defines and each __init__ imports from the package, models, managers, admin classes
    and views among them. In both cases, under the names Django or an installer knows them by:
    settings, system checks, URLs, commands, tasks, signals, template tags and filters, templates,
    apps, tables, permissions, migrations, scripts, entry points, extras and versions. Not looked at:
    what a function does inside, modules that begin with an underscore, tests and sample apps, and
    modules called compat, vendor or internal. The report says which modules it read.

    Exit status: 0 the version tells the truth, 1 error findings, 2 could not compare.
    """
    if len(wheels) > 2:
        raise CannotCompare(f"{len(wheels)} wheels are named.", "Name one wheel, or two.")
    if host is not None and not host.is_dir():
        raise CannotCompare(f"There is no folder {host}.", "Check the path.")
    old, new = (wheels[0], wheels[1]) if len(wheels) == 2 else (None, wheels[0])
    comparison = _compared(
        old,
        new,
        releases=releases,
        host=host,
        consumer=consumer,
        fragments=fragments,
        static=static,
        stable=index_url,
        index=packages.sources(
            index_url=index_url, find_links=tuple(find_links or ()), cwd=Path.cwd()
        ),
    )
    if json:
        json.parent.mkdir(parents=True, exist_ok=True)
        json.write_text(rendering.to_json(comparison), encoding="utf-8")
    console = Console()
    rendering.show(
        comparison,
        console if console.is_terminal else Console(width=WIDTH),
        everything=everything,
    )
    if record:
        for path in deploy_class.record(comparison, record):
            console.print(f"\nwrote {path}", soft_wrap=True)
    raise typer.Exit(int(comparison.has_errors))


def _compared(
    old: Path | None,
    new: Path,
    *,
    releases: Path,
    host: Path | None,
    consumer: Path | None,
    fragments: Path | None,
    static: bool,
    stable: str | None,
    index: Sources,
) -> Comparison:
    errors = Console(stderr=True)
    with errors.status("") as status:
        return compare(
            old,
            new,
            releases=releases if releases.is_dir() else None,
            host=host,
            consumer=consumer,
            fragments=fragments,
            index=index,
            stable=stable,
            static=static,
            tell=lambda what: status.update(f"{new.name}: {what}"),
        )
