"""
Rule: a candidate that says it can start before its migrations can.
"""

from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.facts.probes import Probe, grouped, is_proof
from wheelwright.report.model import Finding, Severity
from wheelwright.report.wording import listed

ID = "new-code-breaks"
NOT_THERE = "42"  # class of SQLSTATE: no such table, column, function
SOME = 3


def check(facts: Facts) -> tuple[Finding, ...]:
    """
    Report what the candidate's code cannot do on the old schema.

    Without a claim, migrating first is the rule, and what would fail is only worth knowing.
    """
    new = facts.new_code
    if new is None:
        return ()
    worked = {(probe.model, probe.action) for probe in new.controls if not probe.message}
    broken = [
        probe
        for probe in new.probes
        if is_proof(probe)
        and ((probe.model, probe.action) in worked or (probe.sqlstate or "")[:2] == NOT_THERE)
    ]
    if not broken:
        return ()
    if not new.claim:
        return (_information(broken),)
    return tuple(
        Finding(
            code=ID,
            severity=Severity.ERROR,
            subject=probes[0].table,
            message=f"On the old schema the candidate cannot "
            f"{listed([p.action for p in probes])} {model} ({probes[0].table}): {reason}. "
            f"It should work there, as {new.claim}.",
            hint="Add the migration that is missing, or let the code work with and without what "
            "the old schema lacks; else migrate before the new code starts, and do not claim that "
            "it may start first.",
            statement=probes[0].statement or None,
            evidence={"model": model, "actions": [p.action for p in probes], "claim": new.claim},
        )
        for (model, reason), probes in grouped(broken).items()
    )


def _information(broken: list[Probe]) -> Finding:
    groups = grouped(broken)
    says = [
        f"{listed([p.action for p in probes])} {model} ({reason})"
        for (model, reason), probes in groups.items()
    ]
    more = f" and {len(says) - SOME} more" if len(says) > SOME else ""
    return Finding(
        code=ID,
        severity=Severity.INFO,
        subject=broken[0].table,
        message=f"Migrate before the new code starts: on the old schema it cannot "
        f"{'; '.join(says[:SOME])}{more}.",
        hint="Nothing to do if deployments migrate first. If some do not, ship the schema one "
        "release before the code that needs it.",
        statement=broken[0].statement or None,
        evidence={"models": [*sorted({probe.model for probe in broken})]},
    )
