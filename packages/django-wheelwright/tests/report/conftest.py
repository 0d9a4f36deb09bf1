"""
A report with one cell of each status, for the renderers.
"""

import pytest

from wheelwright.report.model import (
    Cell,
    Finding,
    Lock,
    Migration,
    Operation,
    Opinion,
    Report,
    Severity,
    Statement,
    Verdict,
)

ADD_INDEX = 'CREATE INDEX "by_due_date" ON "loans_loan" ("due_on")'


def finding(severity: Severity = Severity.ERROR, **facts: object) -> Finding:
    facts = {
        "code": "blocking-lock",
        "subject": "loans_loan",
        "message": "AddIndex stops writers of loans_loan for 31 ms.",
        "hint": "Build it concurrently.",
        "migration": "loans.0002_due_date",
        "operation": "AddIndex",
        "statement": ADD_INDEX,
        "evidence": {"columns": ["id", "reader"], "sample": [[7, "<b>Ines</b>"]]},
    } | facts
    return Finding(severity=severity, **facts)


def cell(old: str, *findings: Finding, reason: str | None = None) -> Cell:
    statement = Statement(
        sql=ADD_INDEX,
        operation="AddIndex",
        seconds=0.031,
        rows=0,
        transaction=1,
        locks=(Lock(table="loans_loan", mode="ShareLock", held_seconds=0.032),),
    )
    migration = Migration(
        app="loans",
        name="0002_due_date",
        atomic=True,
        seconds=0.04,
        wal_bytes=812_334,
        operations=(Operation(name="AddIndex", describe="Create index", reversible=True),),
        statements=(statement,),
    )
    return Cell(
        package="loans-app",
        old=old,
        new="2.0.0",
        python="3.12",
        django="6.1",
        postgresql="18",
        seconds={"total": 1.9, "migrate": 0.4},
        migrations=(migration,),
        findings=findings,
        opinions=tuple(map(opinion, findings)),
        notes=("No rows were seeded.",),
        reason=reason,
    )


def opinion(finding: Finding) -> Opinion:
    return Opinion(
        verdict=Verdict.CONFIRMED,
        rule="require-concurrent-index-creation",
        codes=(finding.code,),
        subject=finding.subject,
        because=finding.message,
        migration=finding.migration,
        statement=finding.statement,
    )


@pytest.fixture
def report() -> Report:
    return Report(
        tool_version="0.1.0",
        cells=(
            cell("1.0.0"),
            cell("1.1.0", finding(Severity.REVIEW)),
            cell("1.2.0", finding()),
            cell("1.3.0", reason="The seed does not load & says <nothing>.\x1b[0m"),
        ),
        limits=("Production may hold other rows.",),
    )


@pytest.fixture
def accepted() -> Report:
    allowed = finding(Severity.INFO, accepted="The table is empty.")
    return Report(tool_version="0.1.0", cells=(cell("1.2.0", allowed),), limits=())
