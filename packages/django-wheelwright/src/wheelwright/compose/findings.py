"""
How does each thing that can go wrong between wheels read as a finding?
"""

import dataclasses

from wheelwright.adapters.session import Refused
from wheelwright.compose.equal_rows import RowsDiffer
from wheelwright.compose.sets import DoesNotStart, Excluded, names
from wheelwright.rehearse.facts.conservation import Change, Loss
from wheelwright.rehearse.facts.contract_tests import ContractTest
from wheelwright.rehearse.facts.failure import Failure
from wheelwright.rehearse.facts.schema import Difference
from wheelwright.report.model import Finding, Severity

BROKEN = "composition-broken"
ALONE = (
    "Let no migration and no import name another wheel: share identifiers, state what is needed as "
    "a port, and let the host wire it."
)
DECLARE = (
    "If the wheels cannot live in this combination, declare it in the ranges of their metadata."
)


def starting(reason: DoesNotStart) -> Finding:
    """
    Django's set-up fails.
    """
    return Finding(
        code=BROKEN,
        severity=Severity.ERROR,
        subject=names(reason.wheels),
        message=str(reason),
        hint=f"{ALONE} {DECLARE}",
        evidence={"error": reason.refusal.kind, "output": reason.refusal.trace},
    )


def excluding(reason: Excluded) -> Finding:
    """
    The newest releases of all packages cannot be installed together.
    """
    return Finding(
        code=BROKEN,
        severity=Severity.REVIEW,
        subject=names(reason.wheels),
        message=str(reason),
        hint="Nobody can have all of these at once. If that is not intended, release a wheel whose "
        "ranges admit the newest of the others.",
    )


def loading(refusal: Refused, where: str) -> Finding:
    """
    A migration's module cannot be imported.
    """
    return Finding(
        code="graph-broken",
        severity=Severity.ERROR,
        subject="migrations",
        message=f"{where}, the migrations do not load: {refusal}.",
        hint=ALONE,
        evidence={"kind": refusal.kind, "output": refusal.trace},
    )


def graph(kind: str, subject: str, message: str, where: str) -> Finding:
    """
    `migrate` refuses before it runs anything.
    """
    return Finding(
        code="graph-broken",
        severity=Severity.ERROR,
        subject=subject or "migrations",
        message=f"{where}, migrate refuses to start ({kind}): {message.rstrip('.')}.",
        hint=ALONE,
        evidence={"kind": kind},
    )


def migrating(failure: Failure, where: str) -> Finding:
    """
    A migration raises.
    """
    said = failure.message.splitlines()[0] if failure.message else failure.kind
    state = f" (SQLSTATE {failure.sqlstate})" if failure.sqlstate else f" ({failure.kind})"
    return Finding(
        code="migration-fails",
        severity=Severity.ERROR,
        subject=failure.table or failure.migration or "migrate",
        message=f"{where}, {failure.migration or 'migrate'} fails in "
        f"{failure.operation or 'its set-up'}: {said.rstrip('.')}{state}.",
        hint=ALONE,
        migration=failure.migration or None,
        operation=failure.operation or None,
        statement=failure.statement or None,
        evidence={"sqlstate": failure.sqlstate, "detail": failure.detail},
    )


def got_over(finding: Finding) -> Finding:
    """
    The same of a release in between, after which a later one reached the end all the same.
    """
    return dataclasses.replace(
        finding,
        severity=Severity.REVIEW,
        hint="A later release gets over it, so nobody has to stop at this one: let it be skipped, "
        "or withdraw it.",
    )


def checking(check: str, message: str, hint: str | None, where: str) -> Finding:
    """
    A system check reports an error.
    """
    return Finding(
        code=BROKEN,
        severity=Severity.ERROR,
        subject=check,
        message=f"{where}, the system check {check} fails: {message.rstrip('.')}.",
        hint=hint or DECLARE,
    )


def contract(test: ContractTest, where: str) -> Finding:
    """
    The host's contract test does not hold in a state that an operator can stop at.
    """
    return Finding(
        code="contract-broken",
        severity=Severity.ERROR,
        subject=test.id,
        message=f"{where}, {test.id} fails: {test.message.rstrip('.') or test.outcome}.",
        hint=f"Make this state work, or let nobody reach it. {DECLARE}",
        evidence={"outcome": test.outcome, "output": test.text},
    )


def drift(difference: Difference, left: str, right: str) -> Finding:
    """
    Two ways to the same wheels end in different schemas.
    """
    where = f" of {difference.table}" if difference.table not in ("", difference.name) else ""
    if difference.left is None:
        what = f"it exists only {right}"
    elif difference.right is None:
        what = f"it exists only {left}"
    else:
        what = f"{left} it is “{difference.left}”, {right} “{difference.right}”"
    return Finding(
        code="schema-drift",
        severity=Severity.ERROR,
        subject=difference.name,
        message=f"The {difference.kind} {difference.name}{where} differs: {what}.",
        hint="Make the migrations independent of what else is installed and of what ran before; a "
        "later migration must bring both to one state.",
        evidence={
            "kind": difference.kind,
            "table": difference.table,
            "ways": [left, right],
            "left": difference.left,
            "right": difference.right,
        },
    )


def rows(differ: RowsDiffer, left: str, right: str) -> Finding:
    """
    Two ways to the same wheels end with different values.
    """
    subject = f"{differ.table}.{differ.column}" if differ.column else differ.table
    what = "values" if differ.column else "rows"
    kept = [key for key, one, other in differ.sample if not key or (one and other)]
    lost = differ.column is None or not kept
    example = ""
    if differ.sample:
        key, one, other = differ.sample[0]
        example = f": in row {key or '?'}, “{one[:60]}” {left}, “{other[:60]}” {right}"
    return Finding(
        code="data-lost" if lost else "data-changed",
        severity=Severity.ERROR,
        subject=subject,
        message=f"{differ.count:,} {what} of {subject} depend on the way{example}.",
        hint="A migration must not read what another wheel, or a release in between, may have "
        "changed: derive the value from this table's own rows, the same way on every path.",
        evidence={
            "count": differ.count,
            "ways": [left, right],
            "columns": ["key", left, right],
            "sample": [list(row) for row in differ.sample],
        },
    )


def loss(loss: Loss, where: str) -> Finding:
    """
    Rows or values of the others are gone after a wheel joined them.
    """
    subject = f"{loss.table}.{loss.column}" if loss.column else loss.table
    return Finding(
        code="data-lost",
        severity=Severity.ERROR,
        subject=subject,
        message=f"{where}, {loss.count:,} {'values' if loss.column else 'rows'} of {subject} are "
        "gone.",
        hint="A wheel's migrations touch no table but its own.",
        evidence={"count": loss.count, "sample": [list(row) for row in loss.sample]},
    )


def change(change: Change, where: str) -> Finding:
    """
    Values of the others differ after a wheel joined them.
    """
    key, before, after = change.sample[0]
    return Finding(
        code="data-changed",
        severity=Severity.ERROR,
        subject=f"{change.table}.{change.column}",
        message=f"{where}, {change.count:,} values of {change.table}.{change.column} differ: in row "
        f"{key}, “{before[:60]}” became “{after[:60]}”.",
        hint="A wheel's migrations touch no table but its own.",
        evidence={
            "count": change.count,
            "columns": ["key", "before", "after"],
            "sample": [list(row) for row in change.sample],
        },
    )
