"""
A comparison as text and as JSON: the worst change first, the three versions, the deploy class.
"""

import dataclasses
import json
from importlib.metadata import version

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from wheelwright.compare.change import Audience, Bump, Change
from wheelwright.compare.run import Comparison
from wheelwright.report.model import Finding, Json, Severity

SCHEMA_VERSION = 1
COLOURS = {Bump.MAJOR: "red", Bump.MINOR: "yellow", Bump.PATCH: "green"}
CLASSES = {
    "D0": "code only",
    "D1": "additive, online",
    "D2": "ordered deploy or a long run",
    "D3": "downtime or a manual step",
}


def show(comparison: Comparison, console: Console) -> None:
    """
    Print it.
    """
    console.print(
        f"[bold]{comparison.package}[/] {comparison.old} → {comparison.new}\n", soft_wrap=True
    )
    console.print(_table(comparison.changes))
    changes = {(c.code, c.subject, c.message) for c in comparison.changes}
    for finding in comparison.findings:
        if finding.severity is Severity.ERROR:
            told = (finding.code, finding.subject, finding.message) in changes
            _error(finding, console, told=told)
    _summary(comparison, console)


def _table(changes: tuple[Change, ...]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("asks for", "class", "finding"):
        table.add_column(name, no_wrap=True)
    table.add_column("what changed", overflow="fold", min_width=30)
    for change in changes:
        told = change.message
        if change.exception:
            told += f" (recorded exception: {change.exception})"
        table.add_row(_step(change), str(change.deploy), change.code, Text(told))
    if not changes:
        table.add_row("nothing", "D0", "", "The wheels differ in nothing but their version.")
    return table


def _step(change: Change) -> Text:
    if change.exception:
        return Text("exception", style="dim")
    if change.bump is None:
        return Text("a fault", style="red")
    return Text(str(change.bump), style=COLOURS[change.bump])


def _error(finding: Finding, console: Console, *, told: bool) -> None:
    message = finding.subject if told else finding.message
    console.print(f"\n[red]error[/]  [bold]{finding.code}[/]  {escape(message)}", soft_wrap=True)
    console.print(f"       [dim]do[/]  {escape(finding.hint)}", soft_wrap=True)


def _summary(comparison: Comparison, console: Console) -> None:
    honest = comparison.declared >= comparison.required
    colour, word = ("green", "tells the truth") if honest else ("red", "is too small")
    deploy = str(comparison.deploy_class)
    console.print(
        f"\nrequired  {comparison.required}"
        f"\ndeclared  {comparison.declared}   [{colour}]{comparison.new} {word}[/]"
        f"\nlowest    {comparison.lowest_version}"
        f"\ndeploy    {deploy}: {CLASSES[deploy]}",
        highlight=False,
    )
    unclaimed = _to_claim(comparison)
    if unclaimed and comparison.notes is None:
        console.print(
            "\n[dim]For the first line of a changelog fragment:[/] " + escape(" ".join(unclaimed)),
            soft_wrap=True,
        )
    for limit in comparison.limits:
        console.print(f"\n[dim]not looked at[/]  {escape(limit)}", soft_wrap=True)


def _to_claim(comparison: Comparison) -> list[str]:
    return list(
        dict.fromkeys(
            c.evidence_id
            for c in comparison.changes
            if c.audience is not Audience.NOBODY and c.exception is None
        )
    )


def to_json(comparison: Comparison) -> str:
    """
    The same for programs, with every finding.
    """
    return json.dumps(
        {
            "schema_version": SCHEMA_VERSION,
            "tool": {"name": "wheelwright", "version": version("django-wheelwright")},
            "package": comparison.package,
            "from": str(comparison.old),
            "to": str(comparison.new),
            "required": str(comparison.required),
            "declared": str(comparison.declared),
            "lowest_version": str(comparison.lowest_version),
            "deploy_class": str(comparison.deploy_class),
            "errors": comparison.has_errors,
            "findings": [_finding(finding) for finding in comparison.findings],
            "limits": list(comparison.limits),
        },
        indent=2,
    )


def _finding(finding: Finding) -> dict[str, Json]:
    fields = dataclasses.asdict(finding)
    return fields | {"severity": finding.severity.value, "evidence": dict(finding.evidence)}
