"""
Findings without a rehearsal: grouped by what they are about, on a terminal or as JSON.
"""

import json
from collections.abc import Mapping

from rich.console import Console
from rich.markup import escape

from wheelwright.report import text
from wheelwright.report.json import finding_data
from wheelwright.report.model import Finding, Severity

WIDTH = 120  # of a file or a CI's log, where nobody says how wide it is
SCHEMA_VERSION = 1


def show(found: Mapping[str, tuple[Finding, ...]], *, as_json: bool) -> None:
    """
    Print the findings of each subject, the worst first.
    """
    if as_json:
        print(render_json(found), end="")  # noqa: T201 - not for a terminal's markup
        return
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH)
    for subject, findings in found.items():
        word = _verdict(findings)
        console.print(f"[bold]{escape(subject)}[/]  {word}", soft_wrap=True)
        for finding in sorted(findings, key=_weight):
            text.finding(finding, console)


def render_json(found: Mapping[str, tuple[Finding, ...]]) -> str:
    """
    The findings as JSON.
    """
    data = {
        "schema_version": SCHEMA_VERSION,
        "subjects": [
            {"subject": subject, "findings": [finding_data(f) for f in sorted(each, key=_weight)]}
            for subject, each in found.items()
        ],
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _verdict(findings: tuple[Finding, ...]) -> str:
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    reviews = sum(finding.severity is Severity.REVIEW for finding in findings)
    if errors:
        return f"[red]{errors} error{'s' * (errors > 1)}[/]"
    return f"[yellow]{reviews} to review[/]" if reviews else "[green]nothing wrong[/]"


def _weight(finding: Finding) -> int:
    return list(Severity).index(finding.severity)
