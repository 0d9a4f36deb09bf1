"""
Which warnings of a linter did the measurement confirm or refute, and which findings had none?
"""

import dataclasses
import re
from collections.abc import Sequence

from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.facts.lint import Remark
from wheelwright.rehearse.facts.upgrade import Upgrade
from wheelwright.rehearse.second_opinion.counterparts import COUNTERPARTS, EXCLUDED
from wheelwright.rehearse.second_opinion.unconfirmed import weigh, works_through
from wheelwright.report.model import Finding, Json, Opinion, Statement, Verdict

NAME = r"(?:\"?\w+\"?\.)?\"?(\w+)\"?"
TABLE = re.compile(
    r"\b(?:(?:ALTER|DROP)\s+TABLE|TRUNCATE(?:\s+TABLE)?|INDEX\s+.*?\bON)"
    rf"\s+(?:IF\s+EXISTS\s+)?(?:ONLY\s+)?{NAME}",
    re.IGNORECASE | re.DOTALL,
)
INDEX = re.compile(
    rf"\b(?:DROP|ALTER|REINDEX)\s+INDEX\s+(?:CONCURRENTLY\s+)?(?:IF\s+EXISTS\s+)?{NAME}",
    re.IGNORECASE,
)
COLUMN = re.compile(r"\bCOLUMN\s+(?:IF\s+(?:NOT\s+)?EXISTS\s+)?\"?(\w+)\"?", re.IGNORECASE)


def judge(
    findings: Sequence[Finding], facts: Facts
) -> tuple[tuple[Finding, ...], tuple[Opinion, ...]]:
    """
    The same findings with what the linter said of each in their evidence, and every opinion.
    """
    lint, upgrade = facts.second_opinion, facts.upgrade
    if lint is None or upgrade is None:
        return tuple(findings), ()
    remarks = [remark for remark in lint.remarks if remark.rule not in EXCLUDED]
    opinions = [_opinion(remark, findings, facts, upgrade) for remark in remarks]
    marked = []
    for finding in findings:
        rules = {remark.rule for remark in remarks if _confirms(finding, remark, upgrade)}
        marked.append(_mark(finding, rules, lint.tool))
        if not rules:
            opinions.append(_only_measured(finding, lint.tool))
    return tuple(marked), tuple(opinions)


def _mark(finding: Finding, rules: set[str], tool: str) -> Finding:
    verdict = Verdict.CONFIRMED if rules else Verdict.ONLY_MEASURED
    said: dict[str, Json] = {"verdict": verdict.value, "tool": tool, "rules": [*sorted(rules)]}
    return dataclasses.replace(finding, evidence={**finding.evidence, "second_opinion": said})


def _only_measured(finding: Finding, tool: str) -> Opinion:
    return Opinion(
        verdict=Verdict.ONLY_MEASURED,
        rule="",
        codes=(finding.code,),
        subject=finding.subject,
        because=f"{tool} has no warning about it.",
        migration=finding.migration,
        statement=finding.statement,
    )


def _opinion(
    remark: Remark, findings: Sequence[Finding], facts: Facts, upgrade: Upgrade
) -> Opinion:
    touched = _tables(remark.statement, upgrade)
    codes = COUNTERPARTS.get(remark.rule, ())
    confirming = [finding for finding in findings if _confirms(finding, remark, upgrade)]
    if confirming:
        first = confirming[0]
        verdict, because = Verdict.CONFIRMED, f"See {first.code} of {first.subject}."
        codes = tuple(dict.fromkeys(finding.code for finding in confirming))
    else:
        verdict, because = weigh(remark, codes, touched, facts, upgrade)
    return Opinion(
        verdict=verdict,
        rule=remark.rule,
        codes=codes,
        subject=touched[0] if touched else remark.migration,
        because=because,
        migration=remark.migration,
        statement=remark.statement.sql,
    )


def _tables(statement: Statement, upgrade: Upgrade) -> tuple[str, ...]:
    """
    The tables a statement names or locks.
    """
    named = [match[1] for match in TABLE.finditer(statement.sql)]
    listed = {match[1] for match in INDEX.finditer(statement.sql)}
    indexed = [i.table for i in upgrade.before if i.kind == "index" and i.name in listed]
    return tuple(dict.fromkeys((*named, *indexed, *(lock.table for lock in statement.locks))))


def _confirms(finding: Finding, remark: Remark, upgrade: Upgrade) -> bool:
    """
    Is the finding what the remark warns of?
    """
    statement = remark.statement
    if finding.code not in COUNTERPARTS.get(remark.rule, ()):
        return False
    if finding.statement == statement.sql and finding.migration == remark.migration:
        return True
    touched = _tables(statement, upgrade)
    columns = [match[1] for match in COLUMN.finditer(statement.sql)]
    table, _, column = finding.subject.partition(".")
    if finding.code in ("blocking-lock", "table-rewrite"):
        # One finding stands for all statements of a migration that work through the table.
        return (
            table in touched
            and finding.migration == remark.migration
            and works_through(statement, table, upgrade)
        )
    if finding.code == "data-lost":
        return table in touched and (not column or not columns or column in columns)
    if finding.code == "old-code-breaks":
        told = table in touched or _names_any(finding.message, touched)
        return told and (not columns or _names_any(finding.message, columns))
    return False


def _names_any(text: str, names: Sequence[str]) -> bool:
    return any(re.search(rf"\b{re.escape(name)}\b", text) for name in names)
