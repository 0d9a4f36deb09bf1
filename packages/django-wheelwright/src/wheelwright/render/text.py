"""
The report on a terminal: a table of cells, the worst first, then each finding.
"""

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from wheelwright.model import Cell, Finding, Report, Severity, Status

WORST_FIRST = (Status.FAILED, Status.BROKEN, Status.REVIEW, Status.PASSED)
COLOURS = {
    "failed": "red",
    "error": "red",
    "review": "yellow",
    "passed": "green",
    "broken": "magenta",
}
LONGEST_STATEMENT = 300


def show(report: Report, console: Console) -> None:
    """
    Print the report.
    """
    cells = sorted(report.cells, key=lambda cell: WORST_FIRST.index(cell.status))
    console.print(_table(cells))
    for cell in cells:
        if cell.reason or cell.findings or cell.notes:
            _details(cell, console)
    console.print("\n[bold]What this run did not look at[/]")
    for limit in report.limits:
        console.print(f"  · {limit}", soft_wrap=True)


def _table(cells: list[Cell]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("package", "from", "to", "status"):
        table.add_column(name, no_wrap=True)
    table.add_column("findings", overflow="fold", min_width=24)
    for name in ("rows", "seconds"):
        table.add_column(name, justify="right", min_width=len(name))
    for cell in cells:
        codes = dict.fromkeys(f.code for f in cell.findings if f.severity != Severity.INFO)
        table.add_row(
            cell.package,
            cell.old,
            cell.new,
            Text(cell.status.value, style=COLOURS[cell.status]),
            "\n".join(codes) or ("could not run" if cell.reason else "none"),
            f"{sum(m.rows_changed for m in cell.migrations):,}",
            f"{cell.seconds.get('total', 0):.1f}",
        )
    return table


def _details(cell: Cell, console: Console) -> None:
    console.print(
        f"\n[bold]{escape(cell.package)} {escape(cell.old)} → {escape(cell.new)}[/]", soft_wrap=True
    )
    if cell.reason:
        console.print(f"  [magenta]could not run[/]  {escape(cell.reason)}", soft_wrap=True)
    for finding in cell.findings:
        _finding(finding, console)
    for note in cell.notes:
        console.print(f"  [dim]note[/]  {escape(note)}", soft_wrap=True)


def _finding(finding: Finding, console: Console) -> None:
    colour = COLOURS.get(finding.severity, "dim")
    console.print(
        f"  [{colour}]{finding.severity}[/]  [bold]{finding.code}[/]  {escape(finding.message)}",
        soft_wrap=True,
    )
    if finding.statement:
        statement = " ".join(finding.statement.split())[:LONGEST_STATEMENT]
        console.print(f"         [dim]statement[/]  {escape(statement)}", soft_wrap=True)
    rows = finding.evidence.get("sample")
    if isinstance(rows, list):
        for row in rows:
            values = ", ".join(str(value) for value in row) if isinstance(row, list) else str(row)
            console.print(f"         [dim]row[/]        {escape(values)}", soft_wrap=True)
    console.print(f"         [dim]do[/]         {escape(finding.hint)}", soft_wrap=True)
    if finding.accepted:
        console.print(f"         [dim]accepted[/]   {escape(finding.accepted)}", soft_wrap=True)
