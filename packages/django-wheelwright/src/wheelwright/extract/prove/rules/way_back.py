"""
Rule: the step can be taken back, and taken again, and each time everything is as it was.
"""

from collections.abc import Iterator

from wheelwright.extract.prove.facts import Proof
from wheelwright.rehearse.facts.failure import Failure
from wheelwright.report.model import Finding, Severity

SOME = 4
REVERSES = (
    "Give every RunSQL its reverse_sql: the content type's row gets its old name back, the second row "
    "goes with its permissions; state-only operations reverse themselves."
)


def check(proof: Proof) -> tuple[Finding, ...]:
    """
    Report a step without a reverse, with one that fails, or with one that leaves something behind.
    """
    return tuple(_found(proof))


def _found(proof: Proof) -> Iterator[Finding]:
    back = proof.back
    if back is None:
        return
    if back.irreversible:
        one = next(
            ((m, o) for m in proof.forward.migrations for o in m.operations if not o.reversible),
            None,
        )
        yield Finding(
            code="irreversible",
            severity=Severity.ERROR,
            subject=one[0].label if one else "the step",
            message=f"The step cannot be taken back: {back.irreversible.rstrip('.')}.",
            hint=REVERSES,
            migration=one[0].label if one else None,
            operation=one[1].name if one else None,
        )
    if back.failure:
        yield _failed(back.failure, "The way back fails")
    if back.again:
        yield _failed(back.again, "Forward, back, and forward again fails")
    if back.differs:
        yield _leaves(proof, back.differs, "After the way back")
    if back.again_differs:
        yield _leaves(
            proof, back.again_differs, "Forward, back, and forward again is not as forward once:"
        )


def _failed(failure: Failure, what: str) -> Finding:
    first = failure.message.splitlines()[0].rstrip(".") if failure.message else failure.kind
    where = f" in {failure.migration}" if failure.migration else ""
    return Finding(
        code="reverse-fails",
        severity=Severity.ERROR,
        subject=failure.table or failure.migration or "the step",
        message=f"{what}{where}: {first}"
        + (f" (SQLSTATE {failure.sqlstate})." if failure.sqlstate else f" ({failure.kind})."),
        hint=REVERSES,
        migration=failure.migration or None,
        operation=failure.operation or None,
        statement=failure.statement or None,
    )


def _leaves(proof: Proof, differs: tuple[str, ...], when: str) -> Finding:
    writing = [m for m in proof.forward.migrations if m.statements]
    last = writing[-1] if writing else None
    more = f", and {len(differs) - SOME} more" if len(differs) > SOME else ""
    return Finding(
        code="reverse-loses-data",
        severity=Severity.ERROR,
        subject="schema" if differs[0].startswith("the ") else differs[0].partition(" ")[0],
        message=f"{when} {'; '.join(differs[:SOME])}{more}.",
        hint=REVERSES,
        migration=last.label if last else None,
        operation=last.statements[-1].operation if last else None,
        statement=last.statements[-1].sql if last else None,
        evidence={"differences": [*differs[:50]]},
    )
