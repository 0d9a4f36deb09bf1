"""
Which findings has a team accepted, and which entries of its allow-list accept nothing?
"""

import dataclasses
import datetime as dt
import fnmatch
from collections.abc import Iterable, Sequence

from packaging.utils import canonicalize_name

from wheelwright.report.model import Cell, Finding, Severity, Status


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """
    One entry of an allow-list; a part that it leaves out fits everything.
    """

    code: str
    reason: str
    package: str | None = None
    subject: str | None = None
    migration: str | None = None
    until: dt.date | None = None

    def __str__(self) -> str:
        parts = ("package", "subject", "migration")
        named = [f"{part} {value}" for part in parts if (value := getattr(self, part))]
        return f"{self.code} ({', '.join(named)})" if named else self.code

    def concerns(self, package: str) -> bool:
        """
        Does it speak of this package?
        """
        return self.package is None or canonicalize_name(self.package) == canonicalize_name(package)

    def fits(self, package: str, finding: Finding) -> bool:
        """
        Does it speak of this finding?
        """
        return (
            self.concerns(package)
            and self.code == finding.code
            and _like(finding.subject, self.subject)
            and _like(finding.migration or "", self.migration)
        )

    def expired(self, today: dt.date) -> bool:
        """
        The day that it names is the last one on which it accepts.
        """
        return self.until is not None and self.until < today


def _like(text: str, pattern: str | None) -> bool:
    return pattern is None or fnmatch.fnmatchcase(text, pattern)


def accept(
    findings: Iterable[Finding], allowed: Sequence[Allowed], *, package: str, today: dt.date
) -> tuple[Finding, ...]:
    """
    The same findings; accepted ones are information and say why.
    """
    valid = [entry for entry in allowed if not entry.expired(today)]
    return tuple(_accepted(finding, valid, package) for finding in findings)


def _accepted(finding: Finding, allowed: Sequence[Allowed], package: str) -> Finding:
    for entry in allowed:
        if entry.fits(package, finding):
            return dataclasses.replace(finding, severity=Severity.INFO, accepted=entry.reason)
    return finding


def notes(cells: Sequence[Cell], allowed: Sequence[Allowed], *, today: dt.date) -> tuple[str, ...]:
    """
    A sentence for each entry that accepts nothing, as far as these cells can tell.
    """
    sentences = []
    for entry in allowed:
        asked = [cell for cell in cells if entry.concerns(cell.package)]
        fitting = any(entry.fits(cell.package, f) for cell in asked for f in cell.findings)
        if asked and entry.expired(today):
            still = "what it accepted was found again" if fitting else "remove it"
            sentences.append(f"The allow-list's {entry} expired on {entry.until}: {still}.")
        elif asked and not fitting and not any(c.status is Status.BROKEN for c in asked):
            sentences.append(
                f"The allow-list's {entry} fits no finding of this run: remove it if no other "
                "run needs it."
            )
    return tuple(sentences)
