"""
The report as a GitHub step summary, cut to the size that a summary may have.
"""

from wheelwright.model import Cell, Report, Severity, Status

LIMIT = 900_000  # bytes; a step's summary may hold 1 MiB, and others write into it, too
SIGNS = {
    Status.PASSED: "✅ passed",
    Status.REVIEW: "🟡 review",
    Status.FAILED: "❌ failed",
    Status.BROKEN: "⚠️ could not run",
}


def render(report: Report, *, limit: int = LIMIT) -> str:
    """
    A table of all cells, then as many details as fit.
    """
    head = ["## Upgrade rehearsal", "", "| package | from | to | status | findings |"]
    head += ["|---|---|---|---|---|", *(_row(cell) for cell in report.cells), ""]
    text = "\n".join(head)
    for cell in report.cells:
        part = _details(cell)
        if len((text + part).encode()) > limit - 200:
            return text + "\nThe rest did not fit; the HTML report has it.\n"
        text += part
    return text


def _row(cell: Cell) -> str:
    codes = dict.fromkeys(f.code for f in cell.findings if f.severity != Severity.INFO)
    listed = ", ".join(f"`{code}`" for code in codes) or "none"
    cells = (_cut(cell.package), _cut(cell.old), _cut(cell.new), SIGNS[cell.status], listed)
    return f"| {' | '.join(cells)} |"


def _details(cell: Cell) -> str:
    if not cell.findings and not cell.reason:
        return ""
    title = f"{_cut(cell.package)} {_cut(cell.old)} → {_cut(cell.new)}"
    lines = ["", f"<details><summary>{title}</summary>", ""]
    if cell.reason:
        lines += ["```text", cell.reason.replace("```", "'''"), "```"]
    for finding in cell.findings:
        lines.append(f"- **{finding.code}** ({finding.severity}): {_cut(finding.message, 1000)}")
        if finding.statement:
            lines += ["", "  ```sql", f"  {' '.join(finding.statement.split())[:1000]}", "  ```"]
        lines += ["", f"  {_cut(finding.hint, 1000)}"]
    return "\n".join([*lines, "", "</details>", ""])


def _cut(text: str, length: int = 200) -> str:
    flat = " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")
    return flat if len(flat) <= length else flat[: length - 1] + "…"
