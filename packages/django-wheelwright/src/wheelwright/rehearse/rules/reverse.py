"""
Rule: a reverse that exists works, and gives back what it took.
"""

from wheelwright.rehearse.facts import attribution
from wheelwright.rehearse.facts.attribution import Attributed
from wheelwright.rehearse.facts.failure import Failure
from wheelwright.rehearse.facts.known import Facts
from wheelwright.report.model import Finding, Severity
from wheelwright.report.wording import counted

FAILS = "reverse-fails"
LOSES = "reverse-loses-data"
ROWS = (
    "Make the reverse cope with rows written since, or declare the operation irreversible so that "
    "nobody counts on it."
)
NO_ROWS = (
    "No row has a part in it: let the reverse undo what the way there did, or declare the operation "
    "irreversible so that nobody counts on it."
)


def check(facts: Facts) -> tuple[Finding, ...]:
    """
    Report a reverse that raises, and values that back and forward again did not restore.
    """
    reverse = facts.reverse
    if reverse is None:
        return ()
    if reverse.failure:
        if reverse.fails_without_rows:
            return (_failed(reverse.failure, "fails, without any row as well", NO_ROWS),)
        return (_failed(reverse.failure, "fails on the rows of this cell"),)
    if reverse.again:
        return (_failed(reverse.again, "runs, but migrating forward again then fails"),)
    migrations = facts.upgrade.migrations if facts.upgrade else ()
    return tuple(
        _lost(table, column, count, attribution.last(migrations, table, column))
        for table, column, count in reverse.lost
    )


def _lost(table: str, column: str, count: int, by: Attributed) -> Finding:
    return Finding(
        code=LOSES,
        severity=Severity.REVIEW,
        subject=f"{table}.{column}",
        message=f"Forward, back and forward again leaves {counted(count, 'value')} of "
        f"{table}.{column} missing or different"
        + (
            f": the reverse of {by.operation} in {by.migration} does not give them back."
            if by.migration
            else "."
        ),
        hint="Let the reverse touch only what its own forward step made; keep the values it "
        "needs in a column or a table of their own.",
        migration=by.migration,
        operation=by.operation,
        statement=by.statement,
        evidence={"count": count},
    )


def _failed(failure: Failure, how: str, hint: str = ROWS) -> Finding:
    first = failure.message.splitlines()[0] if failure.message else failure.kind
    state = f" (SQLSTATE {failure.sqlstate})" if failure.sqlstate else f" ({failure.kind})"
    return Finding(
        code=FAILS,
        severity=Severity.ERROR,
        subject=failure.table or failure.migration or "migrations",
        message=f"The reverse of {_what(failure)} {how}: {first.rstrip('.')}{state}.",
        hint=hint,
        migration=failure.migration or None,
        operation=failure.operation or None,
        statement=failure.statement or None,
        evidence={
            "sqlstate": failure.sqlstate,
            "detail": failure.detail,
            "fails_without_rows": hint is NO_ROWS,
        },
    )


def _what(failure: Failure) -> str:
    return " in ".join(filter(None, (failure.operation, failure.migration))) or "the upgrade"
