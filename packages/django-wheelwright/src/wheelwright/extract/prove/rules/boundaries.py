"""
Rule: interrupted anywhere, the step can simply be run again.
"""

from wheelwright.extract.prove.facts import Proof
from wheelwright.rehearse.facts.interruptions import When
from wheelwright.report.model import Finding, Severity

WHERE = {
    When.RECORDED: "after {migration} was recorded",
    When.COMMITTED: "after statement {number} of {migration} was committed",
    When.EXECUTED: "inside the transaction of {migration}",
    When.ABOUT_TO_RUN: "before statement {number} of {migration}",
}


def check(proof: Proof) -> tuple[Finding, ...]:
    """
    Report where it cannot.
    """
    if proof.interruptions is None:
        return ()
    found = []
    for trouble in proof.interruptions.troubles:
        place = trouble.place
        where = WHERE[place.when].format(migration=place.migration, number=place.number)
        if trouble.hung_seconds is not None:
            outcome = f"is not over after {trouble.hung_seconds:.0f} s"
        elif trouble.failure:
            outcome = f"fails: {trouble.failure.message.strip().splitlines()[0]}"
        else:
            outcome = f"ends otherwise: {'; '.join(d.says for d in trouble.departures[:3])}"
        found.append(
            Finding(
                code="not-resumable",
                severity=Severity.ERROR,
                subject=place.migration,
                message=f"Killed {where} and run again, the step {outcome.rstrip('.')}.",
                hint="Write only what is not written yet (ON CONFLICT DO NOTHING, WHERE NOT EXISTS), and "
                "leave out atomic = False where the migration is short.",
                migration=place.migration,
                operation=place.operation or None,
                statement=place.sql or None,
                evidence={"differences": [d.says for d in trouble.departures]},
            )
        )
    return tuple(found)
