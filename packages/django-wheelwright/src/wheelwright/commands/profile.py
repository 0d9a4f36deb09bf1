"""
`wheelwright profile`: production's row counts into a file, for predictions that fit production.
"""

import pathlib
from typing import Annotated

import typer
from rich.console import Console

from wheelwright.errors import BadRequest
from wheelwright.profile import file as profiles
from wheelwright.profile import sizes

Database = Annotated[
    str, typer.Option("--database", help="postgresql://USER@HOST:PORT/NAME of the live database.")
]
Out = Annotated[pathlib.Path, typer.Option("--out", help="The file to write.")]
Seconds = Annotated[
    float,
    typer.Option(min=0.1, help="The most that one question may take, or wait for a lock."),
]


def profile(database: Database, out: Out, seconds: Seconds = 5.0) -> None:
    """
    Write how many rows each table of a live database has, and change nothing there.

        wheelwright profile --database postgresql://reader@db.example.org/benefits --out production.json

        wheelwright rehearse billing-app --from 2.3.1 --to dist/billing_app-3.0.0-py3-none-any.whl --rows 20000 --profile production.json

    Everything runs read-only with a statement timeout. Small tables are counted; of large ones the
    server's own estimate is taken, and the file says which. It holds names and numbers, no rows.
    """
    if not out.resolve().parent.is_dir():
        raise BadRequest(f"There is no folder {out.resolve().parent}.", "Make it first.")
    console = Console(stderr=True)
    with console.status("connecting") as status:
        found = sizes.read(database, seconds=seconds, tell=status.update)
    if not found.tables:
        raise BadRequest(
            f"The database {found.database} has no tables of its own.", "Name the live one."
        )
    out.write_text(profiles.render(found), encoding="utf-8")
    counted = sum(size.counted for size in found.tables)
    typer.echo(
        f"{out}: {len(found.tables)} tables of {found.database} (PostgreSQL {found.postgresql}), "
        f"{sum(size.rows for size in found.tables):,} rows; {counted} tables counted, "
        f"{len(found.tables) - counted} estimated."
    )
