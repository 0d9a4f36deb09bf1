"""
The report on a terminal: the verdict, a table of cells, the worst first, then each finding.
"""

import collections
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from wheelwright.report import evidence
from wheelwright.report.model import Cell, Finding, Opinion, Report, Severity
from wheelwright.report.ordering import codes, heaviest_first, own_notes, shared_notes, worst_first
from wheelwright.report.printable import clean, flat
from wheelwright.report.verdict import verdict

COLOURS = {
    "failed": "red",
    "error": "red",
    "review": "yellow",
    "passed": "green",
    "broken": "magenta",
    "info": "dim",
}
LONGEST_STATEMENT = 300
LONGEST_ROW = 160
ROWS = 3
NARROWEST = 20  # below that, a text is longer than its terminal
WIDE = 100  # a narrower terminal has no room for the numbers


def show(report: Report, console: Console) -> None:
    """
    Print the report.
    """
    cells = worst_first(report.cells)
    said = verdict(report)
    _print(console, Text(said.sentence, style=f"bold {COLOURS[said.status]}"))
    _print(console, "")
    _print(console, _table(cells, wide=console.width >= WIDE))
    shared = shared_notes(cells)
    for cell in cells:
        if cell.reason or cell.findings or own_notes(cell, shared):
            _details(cell, own_notes(cell, shared), console)
    _listing(console, "About this run", (*report.notes, *shared))
    _listing(console, "What this run did not look at", report.limits)


def _table(cells: Sequence[Cell], *, wide: bool) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("package", "from", "to"):
        table.add_column(name, overflow="fold", min_width=8)
    table.add_column("status", no_wrap=True, min_width=6)
    table.add_column("findings", overflow="fold", min_width=24)
    for name in ("rows changed", "seconds") if wide else ():
        table.add_column(name, justify="right", no_wrap=True, min_width=len(name))
    for cell in cells:
        numbers = (
            f"{sum(m.rows_changed for m in cell.migrations):,}",
            f"{cell.seconds.get('total', 0):.1f}",
        )
        table.add_row(
            clean(cell.package),
            clean(cell.old),
            clean(cell.new),
            Text(cell.status.value, style=COLOURS[cell.status]),
            _codes(cell),
            *(numbers if wide else ()),
        )
    return table


def _codes(cell: Cell) -> Text:
    if cell.reason:
        return Text("could not run", style="dim")
    found = [Text(str(each), style=COLOURS[each.severity]) for each in codes(cell)]
    return Text("\n").join(found) if found else Text("none", style="dim")


def _details(cell: Cell, notes: Sequence[str], console: Console) -> None:
    title = Text.assemble(
        (clean(f"{cell.package} {cell.old} → {cell.new}"), "bold"),
        "  ",
        (cell.status.value, COLOURS[cell.status]),
    )
    _print(console, "")
    _print(console, title)
    if cell.reason:
        _hanging(console, Text("  "), clean(cell.reason))
    told: set[str] = set()
    for found in heaviest_first(cell.findings):
        # Of what is only information, one of a kind is enough for a screen.
        if found.severity is not Severity.INFO or found.accepted or found.code not in told:
            finding(found, console)
        told.add(found.code)
    _more(cell, console)
    if cell.opinions:
        _opinions(cell.opinions, console)
    if notes:
        _print(console, "")
        _labelled(console, [("note", note) for note in notes], by=2)


def finding(finding: Finding, console: Console) -> None:
    """
    Print one finding.
    """
    _print(console, "")
    head = Text.assemble(
        (f"  {finding.severity.value:<6} ", COLOURS[finding.severity]), (finding.code, "bold")
    )
    _print(console, head.append(f"  {flat(finding.subject, 200)}", style="dim"))
    _hanging(console, Text(" " * 9), clean(finding.message))
    lines = [
        ("statement", _statement(finding.statement)),
        ("because of", _statement(evidence.cause(finding))),
        ("was ended", evidence.victim(finding)),
        *(("row", row) for row in _rows(finding)),
        ("safer way", finding.hint),
        ("accepted", finding.accepted),
    ]
    _labelled(console, [(label, said) for label, said in lines if said], by=9, width=10)


def _statement(sql: str | None) -> str | None:
    return flat(sql, LONGEST_STATEMENT) if sql else None


def _rows(finding: Finding) -> list[str]:
    """
    The first rows of a finding's sample, each value with its column's name.
    """
    sample, columns = finding.evidence.get("sample"), finding.evidence.get("columns")
    if not isinstance(sample, list):
        return []
    names = [f"{name} " for name in columns] if isinstance(columns, list) else []
    shown = []
    for row in sample[:ROWS]:
        values = row if isinstance(row, list) else [row]
        labels = names if len(names) == len(values) else [""] * len(values)
        said = ("NULL" if value is None else str(value) for value in values)
        shown.append(", ".join(f"{name}{v}" for name, v in zip(labels, said, strict=True)))
    lines = [flat(row, LONGEST_ROW) for row in shown]
    rest = len(sample) - len(lines)
    return [*lines, f"… and {rest} more, see --json or --html"] if rest else lines


def _more(cell: Cell, console: Console) -> None:
    silent: dict[str, list[str]] = {}
    for found in cell.findings:
        if found.severity is Severity.INFO and not found.accepted:
            silent.setdefault(found.code, []).append(found.subject)
    for code, subjects in silent.items():
        if len(subjects) > 1:
            also = flat(", ".join(subjects[1:]), LONGEST_STATEMENT)
            _hanging(console, Text(" " * 9), f"also {code}: {also}", style="dim")


def _opinions(opinions: Sequence[Opinion], console: Console) -> None:
    """
    A line for each warning of the linter; what was only measured stands above already.
    """
    counts = collections.Counter(opinion.verdict.value for opinion in opinions)
    lines = [("second opinion", ", ".join(f"{n} {verdict}" for verdict, n in counts.items()))]
    lines += [
        (
            str(opinion.verdict.value),
            f"{opinion.rule} on {opinion.subject}: {opinion.because}",
        )
        for opinion in opinions
        if opinion.rule
    ]
    _print(console, "")
    # The same warning about several statements of a table is said once.
    _labelled(console, list(dict.fromkeys(lines)), by=2)


def _listing(console: Console, title: str, sentences: Iterable[str]) -> None:
    lines = [("·", sentence) for sentence in sentences]
    if lines:
        _print(console, "")
        _print(console, Text(title, style="bold"))
        _labelled(console, lines, by=2)


def _labelled(
    console: Console, lines: Sequence[tuple[str, str]], *, by: int, width: int = 0
) -> None:
    """
    Labels and texts; a text that needs several lines stays right of its label.
    """
    width = max(width, *(len(label) for label, _ in lines))
    for label, said in lines:
        _hanging(console, Text(f"{'':{by}}{label:<{width}}  ", style="dim"), clean(said))


def _hanging(console: Console, head: Text, said: str, *, style: str = "") -> None:
    room = max(console.width - head.cell_len, NARROWEST)
    for line in Text(said, style=style).wrap(console, room, overflow="fold"):
        line.rstrip()
        _print(console, head + line)
        head = Text(" " * head.cell_len)


def _print(console: Console, what: str | Text | Table) -> None:
    console.print(what, highlight=False)
