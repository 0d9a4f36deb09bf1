"""
The report as one self-contained page: the matrix, and behind each cell what was measured.
"""

import collections
import dataclasses
import pathlib
from collections.abc import Sequence

from wheelwright.report import evidence
from wheelwright.report.codes import meaning
from wheelwright.report.locks import Stops, duration, sql_name, stops
from wheelwright.report.model import Cell, Finding, Report, Severity, Status
from wheelwright.report.ordering import WORST_FIRST, heaviest_first, own_notes, shared_notes
from wheelwright.report.printable import clean, flat
from wheelwright.report.statements import distinct
from wheelwright.report.timeline import born, timeline
from wheelwright.report.verdict import verdict

TEMPLATES = pathlib.Path(__file__).with_name("page")
SIGNS = {Status.PASSED: "✓", Status.REVIEW: "!", Status.FAILED: "✕", Status.BROKEN: "?"}
LEGEND = {
    Status.FAILED: "must not ship like this",
    Status.REVIEW: "measured, small or intended: a person decides",
    Status.PASSED: "nothing speaks against it",
    Status.BROKEN: "could not be rehearsed, which says nothing about the upgrade",
}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """
    A cell with its place on the page.
    """

    id: str
    cell: Cell
    notes: tuple[str, ...]

    @property
    def findings(self) -> list[Finding]:
        return heaviest_first(self.cell.findings)

    @property
    def counts(self) -> str:
        """
        “2 errors, 1 to review”, or nothing.
        """
        found = collections.Counter(finding.severity for finding in self.cell.findings)
        errors, reviews = found[Severity.ERROR], found[Severity.REVIEW]
        said = [f"{errors} error{'s' * (errors > 1)}"] * bool(errors)
        return ", ".join(said + [f"{reviews} to review"] * bool(reviews))

    @property
    def blamed(self) -> frozenset[str | None]:
        """
        The migrations whose findings ask for something.
        """
        return frozenset(f.migration for f in self.cell.findings if f.severity is not Severity.INFO)

    @property
    def parts(self) -> list[tuple[str, float, float]]:
        """
        Name, seconds and percentage of each part of the cell's time, the longest first.
        """
        parts = {name: s for name, s in self.cell.seconds.items() if name != "total" and s}
        whole = sum(parts.values()) or 1.0
        ordered = sorted(parts.items(), key=lambda part: -part[1])
        return [(name, seconds, 100 * seconds / whole) for name, seconds in ordered]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """
    A package and its candidate, and the releases that were upgraded to it.
    """

    package: str
    new: str
    entries: tuple[Entry, ...]

    def label(self, entry: Entry) -> str:
        """
        The old release, with what else tells its cell from the others of this line.
        """
        cell = entry.cell
        told = [cell.old]
        for name, version in (("Python", "python"), ("Django", "django"), ("PG", "postgresql")):
            versions = {getattr(e.cell, version) for e in self.entries} - {""}
            if len(versions) > 1 and getattr(cell, version):
                told.append(f"{name} {getattr(cell, version)}")
        return ", ".join(told)


def render(report: Report) -> str:
    """
    The page; it needs nothing but itself.
    """
    import jinja2  # a tenth of a second, which only those pay who ask for a page

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "clean": clean,
        "duration": duration,
        "flat": flat,
        "meaning": meaning,
        "sql_name": sql_name,
    }
    shared = shared_notes(report.cells)
    entries = [
        Entry(id=f"cell-{number}", cell=cell, notes=own_notes(cell, shared))
        for number, cell in enumerate(report.cells, 1)
    ]
    return environment.get_template("report.html.j2").render(
        report=report,
        verdict=verdict(report),
        entries=sorted(entries, key=lambda entry: WORST_FIRST.index(entry.cell.status)),
        matrix=_matrix(entries),
        notes=(*report.notes, *shared),
        SIGNS=SIGNS,
        LEGEND=LEGEND,
        evidence=evidence,
        timeline=timeline,
        born=born,
        distinct=distinct,
        stops_of=lambda lock, new: Stops.NOBODY if lock.table in new else stops(lock.mode),
    )


def _matrix(entries: Sequence[Entry]) -> list[Line]:
    """
    A line per package and candidate, with its cells from the oldest release to the newest.
    """
    lines: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        lines.setdefault((entry.cell.package, entry.cell.new), []).append(entry)
    return [
        Line(package=package, new=new, entries=tuple(line))
        for (package, new), line in lines.items()
    ]
