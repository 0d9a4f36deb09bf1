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

from wheelwright.compare import folding
from wheelwright.compare.change import Audience, Bump, Change
from wheelwright.compare.run import Comparison
from wheelwright.report.model import Finding, Json, Severity

SCHEMA_VERSION = 1
LONGEST = 12  # rows of one code and step, before the rest is counted
ALL = "--all prints them, --json holds them."
COLOURS = {Bump.MAJOR: "red", Bump.MINOR: "yellow", Bump.PATCH: "green"}
CLASSES = {
    "D0": "code only",
    "D1": "additive, online",
    "D2": "ordered deploy or a long run",
    "D3": "downtime or a manual step",
}


def show(comparison: Comparison, console: Console, *, everything: bool = False) -> None:
    """
    Print it; long lists are folded unless `everything` is asked for.
    """
    console.print(
        f"[bold]{comparison.package}[/] {comparison.old} → {comparison.new}\n", soft_wrap=True
    )
    console.print(_table(comparison.changes, everything=everything))
    changes = {(c.code, c.subject, c.message) for c in comparison.changes}
    errors = [each for each in comparison.findings if each.severity is Severity.ERROR]
    for code in dict.fromkeys(each.code for each in errors):
        same = [each for each in errors if each.code == code]
        shown = same if everything else same[:LONGEST]
        for finding in shown:
            told = (finding.code, finding.subject, finding.message) in changes
            _error(finding, console, told=told)
        if len(same) > len(shown):
            console.print(f"\n       and {len(same) - len(shown)} more of {code}: {ALL}")
    _summary(comparison, console, everything=everything)


def _table(changes: tuple[Change, ...], *, everything: bool) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("asks for", "class", "finding"):
        table.add_column(name, no_wrap=True)
    table.add_column("what changed", overflow="fold", min_width=30)
    for fold in folding.folded(changes, longest=None if everything else LONGEST):
        change, told = fold.change, fold.change.message
        if change.exception:
            told += f" (recorded exception: {change.exception})"
        if fold.others:
            told += f" So {'does' if fold.others == 1 else 'do'} {fold.others} more."
        table.add_row(_step(change), str(change.deploy), change.code, Text(told))
        if fold.left:
            more = f"… and {fold.left} more: {ALL}"
            table.add_row(_step(change), "", change.code, Text(more, style="dim"))
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


def _summary(comparison: Comparison, console: Console, *, everything: bool) -> None:
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
        shown = unclaimed if everything else unclaimed[: 4 * LONGEST]
        more = f" … and {len(unclaimed) - len(shown)} more" if len(unclaimed) > len(shown) else ""
        console.print(
            "\n[dim]For the first line of a changelog fragment:[/] "
            + escape(" ".join(shown) + more),
            soft_wrap=True,
        )
    for what in comparison.looked_at:
        console.print(f"\n[dim]looked at[/]  {escape(what)}", soft_wrap=True)
    for what in comparison.left_out:
        console.print(f"[dim]left out[/]  {escape(what)}", soft_wrap=True)
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
            "looked_at": list(comparison.looked_at),
            "left_out": list(comparison.left_out),
            "limits": list(comparison.limits),
        },
        indent=2,
    )


def _finding(finding: Finding) -> dict[str, Json]:
    fields = dataclasses.asdict(finding)
    return fields | {"severity": finding.severity.value, "evidence": dict(finding.evidence)}
