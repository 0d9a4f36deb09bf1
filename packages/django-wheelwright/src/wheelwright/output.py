"""
Where does a report go? To the screen, into the files that were named, and to a CI's summary.
"""

import os
import pathlib

from rich.console import Console

from wheelwright.model import Report
from wheelwright.render import github, html, json, junit, text

WIDTH = 120  # of a file or a CI's log, where nobody says how wide it is


def write(
    report: Report,
    *,
    json: pathlib.Path | None = None,
    html: pathlib.Path | None = None,
    junit: pathlib.Path | None = None,
) -> None:
    """
    Print the report and write each file that was asked for.
    """
    for path, render in (
        (json, _json),
        (html, _html),
        (junit, _junit),
    ):
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(render(report), encoding="utf-8")
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary:
        with open(summary, "a", encoding="utf-8") as file:
            file.write(github.render(report))
    # Last: whoever reads the screen through a pipe may stop reading at any line.
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH)
    text.show(report, console)


_json, _html, _junit = json.render, html.render, junit.render
