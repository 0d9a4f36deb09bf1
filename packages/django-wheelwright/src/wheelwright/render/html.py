"""
The report as one self-contained page: the matrix, and behind each cell what was measured.
"""

import pathlib
from collections.abc import Sequence

import jinja2

from wheelwright.model import Cell, Finding, Report, Status

TEMPLATE = pathlib.Path(__file__).with_name("report.html.j2")
ORDER = (Status.FAILED, Status.BROKEN, Status.REVIEW, Status.PASSED)
PARTS = (
    "environment",
    "clone",
    "baseline",
    "migrate",
    "fresh",
    "conserve",
    "contracts",
    "old code",
    "reverse",
    "graph",
)


def render(report: Report) -> str:
    """
    The page; it needs nothing but itself.
    """
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
    cells = list(report.cells)
    return template.render(
        report=report,
        cells=[(f"cell-{number}", cell, _parts(cell)) for number, cell in enumerate(cells, 1)],
        counts=[(status, sum(c.status is status for c in cells)) for status in ORDER],
        matrix=_matrix(cells),
        rows_of=_rows,
    )


def _matrix(cells: Sequence[Cell]) -> list[tuple[str, str, list[tuple[str, Cell]]]]:
    """
    A line per package and candidate, with its cells from the oldest release to the newest.
    """
    lines: dict[tuple[str, str], list[tuple[str, Cell]]] = {}
    for number, cell in enumerate(cells, 1):
        lines.setdefault((cell.package, cell.new), []).append((f"cell-{number}", cell))
    return [(package, new, line) for (package, new), line in lines.items()]


def _parts(cell: Cell) -> list[tuple[str, float, float]]:
    """
    Name, seconds and percentage of each part of the cell's time.
    """
    total = cell.seconds.get("total") or 1.0
    return [
        (name, cell.seconds[name], 100 * cell.seconds[name] / total)
        for name in PARTS
        if cell.seconds.get(name)
    ]


def _rows(finding: Finding) -> tuple[list[str], list[list[str]]]:
    """
    The names and values of a finding's sample of rows.
    """
    columns, sample = finding.evidence.get("columns"), finding.evidence.get("sample")
    if not isinstance(columns, list) or not isinstance(sample, list):
        return [], []
    return (
        [str(name) for name in columns],
        [["NULL" if v is None else str(v) for v in row] for row in sample if isinstance(row, list)],
    )
