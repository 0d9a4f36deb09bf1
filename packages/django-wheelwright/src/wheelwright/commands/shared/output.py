"""
Where does a report go? To the screen, into the files that were named, and to a CI's summary.
"""

import contextlib
import os
import pathlib
import sys
from collections.abc import Callable, Iterator

from rich.console import Console

from wheelwright.errors import BadRequest
from wheelwright.report import annotations, github, html, json, junit, text
from wheelwright.report.model import Report

WIDTH = 120  # of a file or a CI's log, where nobody says how wide it is

type Render = Callable[[Report], str]

_json, _html, _junit = json.render, html.render, junit.render


def write(
    report: Report,
    *,
    json: pathlib.Path | None = None,
    html: pathlib.Path | None = None,
    junit: pathlib.Path | None = None,
) -> None:
    """
    Print the report and write each file that was asked for.

    Raises:
        BadRequest: if a file cannot be written; the screen has the report all the same.
    """
    refused = [
        refusal
        for path, render in ((json, _json), (html, _html), (junit, _junit))
        if path is not None and (refusal := _refusal(path, render(report)))
    ]
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        with open(summary, "a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(github.render(report))
    # Last: whoever reads the screen through a pipe may stop reading at any line.
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH)
    text.show(report, console)
    if os.environ.get("GITHUB_ACTIONS") == "true":
        sys.stdout.write(annotations.render(report))
    if refused:
        raise refused[0]


@contextlib.contextmanager
def told_when_stopped() -> Iterator[None]:
    """
    Say after Ctrl-C what became of what was started inside.
    """
    try:
        yield
    except KeyboardInterrupt:
        sys.stderr.write(
            "Stopped: the server, the databases and the processes of this run are gone; nothing was "
            "decided about the release.\n"
        )
        raise


def _refusal(path: pathlib.Path, content: str) -> BadRequest | None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # What a package printed may hold half a character, which no file can.
        path.write_text(content, encoding="utf-8", errors="backslashreplace")
    except OSError as exc:
        what = f"The report cannot be written to {path} ({exc.strerror})."
        return BadRequest(what, "Name a file in a folder that you may write to.")
    return None
