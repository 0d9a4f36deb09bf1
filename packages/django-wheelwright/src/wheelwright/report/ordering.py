"""
What is told first, and what is told only once?
"""

import dataclasses
from collections import Counter
from collections.abc import Sequence

from wheelwright.report.model import Cell, Finding, Severity, Status

WORST_FIRST = (Status.FAILED, Status.BROKEN, Status.REVIEW, Status.PASSED)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """
    A code that a cell reports, with the weight of its worst finding and how many there are.
    """

    code: str
    severity: Severity
    count: int

    def __str__(self) -> str:
        return self.code if self.count == 1 else f"{self.code} ({self.count})"


def worst_first(cells: Sequence[Cell]) -> list[Cell]:
    """
    Cells as somebody in a hurry reads them.
    """
    return sorted(cells, key=lambda cell: WORST_FIRST.index(cell.status))


def heaviest_first(findings: Sequence[Finding]) -> list[Finding]:
    """
    Findings likewise: errors, reviews, then what is only information.
    """
    return sorted(findings, key=lambda finding: list(Severity).index(finding.severity))


def codes(cell: Cell) -> list[Counted]:
    """
    The codes of a cell that ask for something, each once.
    """
    asking = [f for f in heaviest_first(cell.findings) if f.severity is not Severity.INFO]
    counts = Counter(finding.code for finding in asking)
    worst = {finding.code: finding.severity for finding in reversed(asking)}
    return [
        Counted(code=code, severity=worst[code], count=counts[code])
        for code in dict.fromkeys(finding.code for finding in asking)
    ]


def shared_notes(cells: Sequence[Cell]) -> tuple[str, ...]:
    """
    Notes that every rehearsed cell has; of a single cell, none.
    """
    ran = [cell for cell in cells if cell.reason is None]
    if len(ran) < 2:
        return ()
    return tuple(note for note in ran[0].notes if all(note in cell.notes for cell in ran))


def own_notes(cell: Cell, shared: Sequence[str]) -> tuple[str, ...]:
    """
    The notes of this cell that were not told for all of them.
    """
    return tuple(note for note in cell.notes if note not in shared)
