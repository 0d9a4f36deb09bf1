"""
The report as a GitHub step summary, cut to the size that a summary may have.
"""

from wheelwright.report.codes import meaning
from wheelwright.report.model import Cell, Finding, Report, Status
from wheelwright.report.ordering import codes, heaviest_first, own_notes, shared_notes, worst_first
from wheelwright.report.printable import clean, flat
from wheelwright.report.verdict import verdict

LIMIT = 900_000  # bytes; a step's summary may hold 1 MiB, and others write into it, too
SIGNS = {
    Status.PASSED: "✅ passed",
    Status.REVIEW: "🟡 review",
    Status.FAILED: "❌ failed",
    Status.BROKEN: "⚠️ could not run",
}
CUT = "\nThe rest did not fit; the JSON and HTML reports have it.\n"


def render(report: Report, *, limit: int = LIMIT) -> str:
    """
    The verdict, a table of all cells, then as many details as fit.
    """
    cells = worst_first(report.cells)
    shared = shared_notes(cells)
    parts = [
        f"## {report.title}\n\n**{_cut(verdict(report).sentence, 500)}**\n\n",
        "| package | from | to | status | findings |\n|---|---|---|---|---|\n",
        *(_row(cell) for cell in cells),
        *(_details(cell, own_notes(cell, shared)) for cell in cells),
        _listing("About this run", (*report.notes, *shared)),
        _listing("What this run did not look at", report.limits),
    ]
    return _fitting(parts, limit - len(CUT.encode()))


def _fitting(parts: list[str], limit: int) -> str:
    """
    The first parts that fit together, never half of one: it could leave a block open.
    """
    fitting: list[str] = []
    size = 0
    for part in parts:
        size += len(part.encode())
        if size > limit:
            return "".join([*fitting, CUT])
        fitting.append(part)
    return "".join(fitting)


def _row(cell: Cell) -> str:
    listed = ", ".join(
        f"`{each.code}`" + f" ({each.count})" * (each.count > 1) for each in codes(cell)
    )
    cells = (_cut(cell.package), _cut(cell.old), _cut(cell.new), SIGNS[cell.status])
    return f"| {' | '.join(cells)} | {listed or 'none'} |\n"


def _details(cell: Cell, notes: tuple[str, ...]) -> str:
    if not cell.findings and not cell.reason:
        return ""
    title = f"{_cut(cell.package)} {_cut(cell.old)} → {_cut(cell.new)}"
    lines = ["", f"<details><summary>{title}: {SIGNS[cell.status]}</summary>", ""]
    if cell.reason:
        lines += ["```text", _fenced(cell.reason, 10_000), "```"]
    for finding in heaviest_first(cell.findings):
        lines += _finding(finding)
    lines += [f"- {_cut(note, 1000)}" for note in notes]
    return "\n".join([*lines, "", "</details>", ""])


def _finding(finding: Finding) -> list[str]:
    title = f"- **{_cut(meaning(finding.code))}** (`{finding.code}`, {finding.severity}):"
    lines = [f"{title} {_cut(finding.message, 1000)}"]
    if finding.statement:
        lines += ["", "  ```sql", f"  {_fenced(flat(finding.statement, 1000), 1000)}", "  ```"]
    lines += ["", f"  The safer way: {_cut(finding.hint, 1000)}"]
    if finding.accepted:
        lines += ["", f"  Accepted: {_cut(finding.accepted, 1000)}"]
    return lines


def _listing(title: str, sentences: tuple[str, ...]) -> str:
    if not sentences:
        return ""
    items = "".join(f"- {_cut(sentence, 1000)}\n" for sentence in sentences)
    return f"\n<details><summary>{title}</summary>\n\n{items}\n</details>\n"


def _fenced(text: str, longest: int) -> str:
    return clean(text)[:longest].replace("```", "'''")


def _cut(text: str, length: int = 200) -> str:
    """
    Text as text: neither the table's columns nor Markdown's or HTML's signs are obeyed.
    """
    said = flat(text, length).replace("&", "&amp;").replace("<", "&lt;")
    for sign in "\\|`*_[]":
        said = said.replace(sign, f"\\{sign}")
    return said
