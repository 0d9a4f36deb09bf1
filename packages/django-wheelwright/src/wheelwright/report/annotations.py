"""
The worst findings as GitHub's workflow commands, which show them beside the run.
"""

import dataclasses
from collections.abc import Iterable

from wheelwright.report.codes import meaning
from wheelwright.report.model import Finding, Report, Severity
from wheelwright.report.ordering import heaviest_first, worst_first
from wheelwright.report.printable import clean, flat

MOST = 10  # of each level; GitHub drops what one step says beyond that
LEVELS = {Severity.ERROR: "error", Severity.REVIEW: "warning"}
LONGEST = 2_000
LONGEST_TITLE = 200


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """
    One remark beside the run.
    """

    level: str
    title: str
    message: str

    def __str__(self) -> str:
        return f"::{self.level} title={_property(self.title)}::{_data(self.message)}"


def render(report: Report) -> str:
    """
    At most ten errors and ten warnings, a line each; what several cells share is said once.
    """
    found = list(_of(report))
    chosen = [a for level in LEVELS.values() for a in _first(found, level)]
    return "".join(f"{annotation}\n" for annotation in chosen)


def _first(found: Iterable[Annotation], level: str) -> list[Annotation]:
    return [annotation for annotation in found if annotation.level == level][:MOST]


def _of(report: Report) -> Iterable[Annotation]:
    said: dict[tuple[str | None, ...], list[tuple[str, Finding]]] = {}
    for cell in worst_first(report.cells):
        upgrade = f"{cell.package} {cell.old} → {cell.new}"
        if cell.reason:
            yield Annotation(
                level="error",
                title=flat(f"{upgrade}: could not run", LONGEST_TITLE),
                message=clean(cell.reason)[:LONGEST],
            )
        for finding in heaviest_first(cell.findings):
            if finding.severity in LEVELS:
                said.setdefault(_place(finding), []).append((upgrade, finding))
    for (upgrade, finding), *others in said.values():
        more = f" and {len(others)} more" if others else ""
        title = f"{meaning(finding.code)} ({finding.code}): {upgrade}{more}"
        yield Annotation(
            level=LEVELS[finding.severity],
            title=flat(title, LONGEST_TITLE),
            message=f"{flat(finding.message, LONGEST)}\nThe safer way: {flat(finding.hint, LONGEST)}",
        )


def _place(finding: Finding) -> tuple[str | None, ...]:
    """
    What makes the findings of two cells one: their messages may differ in a millisecond.
    """
    return finding.code, finding.severity, finding.subject, finding.migration, finding.operation


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
