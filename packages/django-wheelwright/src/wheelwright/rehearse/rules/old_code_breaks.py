"""
Rule: while the upgrade rolls out, the old release must still work on the new schema.
"""

import dataclasses
from collections.abc import Sequence

from packaging.version import Version

from wheelwright.rehearse.facts import attribution
from wheelwright.rehearse.facts.attribution import Attributed
from wheelwright.rehearse.facts.contract_tests import ContractTest
from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.facts.probes import Probe, grouped, is_proof
from wheelwright.report.model import Finding, Severity
from wheelwright.report.wording import listed

ID = "old-code-breaks"
ORPHANS = "23503"  # foreign keys
# What the server says, and words of the statements that can make it say so.
REFUSALS = {
    "not-null": ("NOT NULL",),
    "unique constraint": ("UNIQUE",),
    "check constraint": ("CHECK",),
    "foreign key constraint": ("FOREIGN KEY", "REFERENCES"),
    "does not exist": ("DROP", "RENAME"),
}
HINT = (
    "Split the change over two releases: first one that both sides can live with (keep the "
    "column, nullable or with a database default), then one that removes what nobody uses."
)


def check(facts: Facts) -> tuple[Finding, ...]:
    """
    Report contract tests and generated probes that the old code passes before, and fails after.

    A major release may end what the one before it relies on; whether hosts can stop it first is for
    a person to decide.
    """
    found = (
        *(_test(test, facts) for test in facts.contracts.old_on_new or () if test.failed),
        *_probes(facts),
    )
    return tuple(map(_for_a_person, found)) if _is_major(facts) else found


def _is_major(facts: Facts) -> bool:
    if facts.old is None or facts.new is None:
        return False
    return Version(facts.new.version).major > Version(facts.old.version).major


def _for_a_person(finding: Finding) -> Finding:
    hint = f"A major release may: stop the old release before migrating, and say so. Or: {HINT}"
    return dataclasses.replace(finding, severity=Severity.REVIEW, hint=hint)


def _test(test: ContractTest, facts: Facts) -> Finding:
    by = _cause(facts, test.message)
    return Finding(
        code=ID,
        severity=Severity.ERROR,
        subject=test.id,
        message=f"The old release fails {test.id} on the new schema{by.said('after')}: "
        f"{test.message.rstrip('.') or test.outcome}.",
        hint=HINT,
        migration=by.migration,
        operation=by.operation,
        evidence={"outcome": test.outcome, "output": test.text, "caused_by": by.statement},
    )


def _cause(facts: Facts, message: str) -> Attributed:
    """
    The statement behind a refusal: the last one that names the same objects and can refuse so.
    """
    migrations = facts.upgrade.migrations if facts.upgrade else ()
    names = attribution.named_in(message)
    words = next((words for said, words in REFUSALS.items() if said in message), ())
    found = (attribution.last(migrations, *names, word, but=(attribution.ROWS,)) for word in words)
    return next((by for by in found if names and by.migration), Attributed())


def _probes(facts: Facts) -> tuple[Finding, ...]:
    waived = {
        item.name for item in (facts.upgrade.after if facts.upgrade else ()) if item.is_unvalidated
    }
    worked = {(p.model, p.action) for p in facts.probes_on_old if not p.message}
    broken = grouped(
        probe
        for probe in facts.probes_on_new
        if (probe.model, probe.action) in worked and is_proof(probe, waived)
    )
    return tuple(
        _probed(probes, model, reason, _cause(facts, reason))
        for (model, reason), probes in broken.items()
    )


def _probed(probes: Sequence[Probe], model: str, reason: str, by: Attributed) -> Finding:
    first = probes[0]
    state = f" (SQLSTATE {first.sqlstate})" if first.sqlstate else ""
    # Refused by rows that only the candidate knows: perhaps just what it wants.
    wanted = all(p.action == "delete" and p.sqlstate == ORPHANS for p in probes)
    return Finding(
        code=ID,
        severity=Severity.REVIEW if wanted else Severity.ERROR,
        subject=first.table,
        message=f"On the new schema{by.said('after')} the old release can no longer "
        f"{listed([p.action for p in probes])} {model} ({first.table}): "
        f"{reason.rstrip('.')}{state}.",
        hint=HINT,
        migration=by.migration,
        operation=by.operation,
        statement=first.statement or None,
        evidence={
            "model": model,
            "actions": [p.action for p in probes],
            "caused_by": by.statement,
        },
    )
