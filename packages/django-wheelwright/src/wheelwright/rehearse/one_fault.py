"""
Which findings are one fault of one migration that shows on several tables?
"""

import dataclasses
from collections.abc import Iterable

from wheelwright.report.model import Finding
from wheelwright.report.wording import listed

FEW = 3  # tables of which each still gets a finding of its own, less one
# What an operation that is repeated for each table brings about each time.
SHARED = ("blocking-lock", "table-rewrite", "workload-blocked", "lock-queue", "ddl-with-backfill")

type Fault = tuple[str, str, str | None, str | None]


def together(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """
    The same findings, with one for each fault that shows on three tables or more; what somebody has
    accepted stays by itself.
    """
    groups: dict[Fault | int, list[Finding]] = {}
    for number, finding in enumerate(findings):
        groups.setdefault(_fault(finding) or number, []).append(finding)
    return tuple(
        one
        for group in groups.values()
        for one in ([_one(group)] if len({f.subject for f in group}) >= FEW else group)
    )


def _fault(finding: Finding) -> Fault | None:
    if finding.accepted is not None or finding.code not in SHARED:
        return None
    return finding.code, finding.severity, finding.migration, finding.operation


def _one(group: list[Finding]) -> Finding:
    worst = max(group, key=_weight)
    others = sorted({finding.subject for finding in group} - {worst.subject})
    return dataclasses.replace(
        worst,
        message=f"{worst.message} So it is with {listed(others)}.",
        evidence={**worst.evidence, "tables": [worst.subject, *others]},
    )


def _weight(finding: Finding) -> float:
    seconds = finding.evidence.get("projected_seconds")
    return seconds if isinstance(seconds, float | int) else 0.0
