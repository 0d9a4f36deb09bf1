"""
Rule: while the upgrade rolls out, the old release must still work on the new schema.
"""

from wheelwright import probing
from wheelwright.facts import Facts
from wheelwright.model import Finding, Severity

ID = "old-code-breaks"
ORPHANS = "23503"  # foreign keys
HINT = (
    "Split the change over two releases: first one that both sides can live with (keep the "
    "column, nullable or with a database default), then one that removes what nobody uses."
)


def check(facts: Facts) -> tuple[Finding, ...]:
    """
    Report contract tests and generated probes that the old code passes before, and fails after.
    """
    tests = tuple(
        Finding(
            code=ID,
            severity=Severity.ERROR,
            subject=test.id,
            message=f"The old release fails {test.id} on the new schema: "
            f"{test.message.rstrip('.') or test.outcome}.",
            hint=HINT,
            evidence={"outcome": test.outcome, "output": test.text},
        )
        for test in facts.contracts.old_on_new or ()
        if test.failed
    )
    return (*tests, *_probes(facts))


def _probes(facts: Facts) -> tuple[Finding, ...]:
    waived = {
        item.name
        for item in (facts.upgrade.after if facts.upgrade else ())
        if item.kind == "constraint" and item.definition.endswith("NOT VALID")
    }
    worked = {(p.model, p.action) for p in facts.probes_on_old if not p.message}
    broken = probing.grouped(
        probe
        for probe in facts.probes_on_new
        if (probe.model, probe.action) in worked and probing.is_proof(probe, waived)
    )
    return tuple(
        Finding(
            code=ID,
            # Refused by rows that only the candidate knows: perhaps just what it wants.
            severity=Severity.REVIEW
            if all(p.action == "delete" and p.sqlstate == ORPHANS for p in probes)
            else Severity.ERROR,
            subject=probes[0].table,
            message=f"On the new schema the old release can no longer "
            f"{probing.listed([p.action for p in probes])} {model} ({probes[0].table}): "
            f"{reason}" + (f" (SQLSTATE {probes[0].sqlstate})." if probes[0].sqlstate else "."),
            hint=HINT,
            statement=probes[0].statement or None,
            evidence={"model": model, "actions": [p.action for p in probes]},
        )
        for (model, reason), probes in broken.items()
    )
