"""
`wheelwright postgres -- COMMAND`: run a command with a PostgreSQL, ours or the one already named.
"""

import os
import pathlib
import signal
import subprocess
from typing import Annotated

import typer

from wheelwright.adapters import postgres as adapter


def postgres(
    command: Annotated[list[str], typer.Argument(help="The command, after `--`.")],
    data: Annotated[
        pathlib.Path | None,
        typer.Option(help="Keep the cluster in this folder; without it nothing is kept."),
    ] = None,
    major: Annotated[
        str | None, typer.Option(help="A PostgreSQL version installed on this machine.")
    ] = None,
) -> None:
    """
    Run a command with DATABASE_URL set; start an embedded PostgreSQL for it unless it is set.

        wheelwright postgres -- pytest
        wheelwright postgres --data .work/postgres -- python manage.py runserver
    """
    if os.environ.get("DATABASE_URL"):
        raise typer.Exit(_run(command, os.environ["DATABASE_URL"]))
    with adapter.embedded(data, major=major) as server:
        status = _run(command, server.url)
    raise typer.Exit(status)


def _run(command: list[str], url: str) -> int:
    try:
        child = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": url})
    except OSError as exc:
        typer.echo(f"{command[0]} cannot be started: {exc.strerror}.", err=True)
        return 2
    # A terminal's Ctrl-C reaches the child by itself; what reaches only us is passed on.
    ignore = signal.signal(signal.SIGINT, signal.SIG_IGN)
    forward = signal.signal(signal.SIGTERM, lambda number, _: child.send_signal(number))
    # To a server a closed terminal's SIGHUP means: read your settings again. Here it means: end.
    hang_up = signal.signal(signal.SIGHUP, lambda *_: child.terminate())
    try:
        status = child.wait()
    finally:
        signal.signal(signal.SIGINT, ignore)
        signal.signal(signal.SIGTERM, forward)
        signal.signal(signal.SIGHUP, hang_up)
    return status if status >= 0 else 128 - status
