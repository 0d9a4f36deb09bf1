"""
Rule: the step's migrations run.
"""

from wheelwright.extract.prove.facts import Proof
from wheelwright.report.model import Finding, Severity


def check(proof: Proof) -> tuple[Finding, ...]:
    """
    Report the one that does not.
    """
    failure = proof.forward.failure
    if failure is None:
        return ()
    first = failure.message.splitlines()[0].rstrip(".") if failure.message else failure.kind
    state = f" (SQLSTATE {failure.sqlstate})" if failure.sqlstate else f" ({failure.kind})"
    where = " of ".join(filter(None, (failure.operation, failure.migration))) or "The step"
    return (
        Finding(
            code="migration-fails",
            severity=Severity.ERROR,
            subject=failure.table or failure.migration or "migrations",
            message=f"{where} fails: {first}{state}.",
            hint="A step only says that the models have other names: put every operation into "
            "SeparateDatabaseAndState(state_operations=[…]), as `wheelwright extract write` does.",
            migration=failure.migration or None,
            operation=failure.operation or None,
            statement=failure.statement or None,
            evidence={"sqlstate": failure.sqlstate, "detail": failure.detail},
        ),
    )
