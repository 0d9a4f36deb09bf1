"""
argv -> one call -> exit status; every command lives in a module of its own.
"""

import signal
import sys

import typer

from wheelwright.archive import command as archive
from wheelwright.check_command import check
from wheelwright.compare_command import compare_wheels
from wheelwright.compatibility_command import compatibility
from wheelwright.compose_command import compose
from wheelwright.errors import CannotRun
from wheelwright.index.command import app as index
from wheelwright.matrix_command import matrix, plan
from wheelwright.postgres_command import postgres
from wheelwright.preflight_command import preflight
from wheelwright.profile_command import profile
from wheelwright.rehearse_command import rehearse
from wheelwright.release_command import release
from wheelwright.withdraw_command import withdraw

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Rehearse, archive and publish releases of Django packages.",
)
app.command()(rehearse)
app.command()(matrix)
app.command()(plan)
app.command()(compose)
app.command()(check)
app.command()(preflight)
app.command()(compatibility)
app.command("compare")(compare_wheels)
app.command()(profile)
app.command()(postgres)
app.command()(archive.build)
app.command("archive")(archive.archive)
app.command()(archive.verify)
app.command()(release)
app.command()(withdraw)
app.add_typer(index, name="index")


def main() -> None:
    """
    Exit status: 0 fine, 1 error findings, 2 could not run.
    """
    # A polite kill unwinds like Ctrl-C: what was started is stopped, what was made is removed.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        app()
    except CannotRun as reason:
        typer.echo(str(reason), err=True)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
