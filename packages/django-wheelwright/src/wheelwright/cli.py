"""
argv -> one call -> exit status; every command lives in a module of its own.
"""

import importlib
import inspect
import signal
import sys
import traceback
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.markup import escape

import wheelwright
from wheelwright.errors import CannotRun

# In the order of `--help`. Only the module of the command that runs is loaded: all of them together
# take longer to import than a warm cell to rehearse.
GROUPS = {
    "Before a release": {
        "rehearse": "rehearse:rehearse",
        "matrix": "matrix:matrix",
        "plan": "matrix:plan",
        "compose": "compose:compose",
        "check": "check:check",
        "compare": "compare:compare_wheels",
    },
    "Out of a monolith": {
        "extract": "extract.group:app",
    },
    "Beside a live database": {
        "preflight": "preflight:preflight",
        "profile": "profile:profile",
        "compatibility": "compatibility:compatibility",
    },
    "Wheels, archive and index": {
        "build": "archive:build",
        "archive": "archive:archive",
        "verify": "archive:verify",
        "release": "release:release",
        "withdraw": "withdraw:withdraw",
        "index": "index:app",
    },
    "Help": {
        "explain": "explain:explain",
        "postgres": "postgres:postgres",
    },
}
COMMANDS = {name: where for group in GROUPS.values() for name, where in group.items()}
PANELS = {name: title for title, group in GROUPS.items() for name in group}


def main(words: Sequence[str] | None = None) -> None:
    """
    Run the words of a command line, by default this process's own.

    Exit status: 0 fine, 1 error findings, 2 could not run.
    """
    # A polite kill unwinds like Ctrl-C: what was started is stopped, what was made is removed.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    app = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        help="Rehearse, archive and publish releases of Django packages.",
        callback=_group,
    )
    words = _spelled(sys.argv[1:] if words is None else words)
    for name in _wanted(words):
        _add(app, name)
    try:
        app(words)
    except CannotRun as reason:
        typer.echo(str(reason), err=True)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as crash:
        # A fault of this tool is no verdict about a release: exit status 1 would be one.
        traceback.print_exc()
        typer.echo(
            f"wheelwright itself failed ({type(crash).__name__}); nothing is said about the release. "
            "Report it with the lines above.",
            err=True,
        )
        sys.exit(2)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"wheelwright {wheelwright.__version__}")
        raise typer.Exit


def _group(
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Say which version this is.", callback=_version, is_eager=True
        ),
    ] = False,
) -> None:
    # With it, the name of the command is asked for even if there is only one.
    pass


def _spelled(words: Sequence[str]) -> list[str]:
    """
    `--explain CODE`, as linters and compilers spell it, is the command of that name.
    """
    return ["explain", *words[1:]] if words[:1] == ["--explain"] else list(words)


def _wanted(words: Sequence[str]) -> Sequence[str]:
    """
    The command that is asked for; all of them where help or a correction is.
    """
    return words[:1] if words and words[0] in COMMANDS else tuple(COMMANDS)


def _add(app: typer.Typer, name: str) -> None:
    module, _, attribute = COMMANDS[name].partition(":")
    found = getattr(importlib.import_module(f"wheelwright.commands.{module}"), attribute)
    if isinstance(found, typer.Typer):
        app.add_typer(found, name=name, rich_help_panel=PANELS[name])
    else:
        # Brackets are no markup here: [tool.wheelwright] is to be read.
        text = escape(inspect.getdoc(found) or "")
        app.command(name, help=text, rich_help_panel=PANELS[name])(found)
