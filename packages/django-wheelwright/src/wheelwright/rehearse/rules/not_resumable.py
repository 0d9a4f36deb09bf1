"""
Rule: an upgrade that was killed can be run again, and ends as if nothing had happened.
"""

from wheelwright.rehearse.facts.interruptions import Place, Trouble, When
from wheelwright.rehearse.facts.known import Facts
from wheelwright.report.model import Finding, Severity

ID = "not-resumable"
SOME = 3
EXISTS = ("42P07", "42701", "42710")  # the relation, column or object is there already


def check(facts: Facts) -> tuple[Finding, ...]:
    """
    Report a migration that, killed somewhere and run again, fails, hangs or ends otherwise.

    An atomic migration whose SQL was partly deferred has a moment between its commit and Django's
    note of it. Nobody is killed there: it is Django's own, and no project can do anything about it.
    """
    if facts.interruptions is None:
        return ()
    return tuple(
        Finding(
            code=ID,
            severity=Severity.ERROR,
            subject=trouble.place.migration,
            message=f"Killed {_where(trouble.place)} and run again, the upgrade "
            f"{_outcome(trouble)}.",
            hint=_hint(trouble),
            migration=trouble.place.migration,
            operation=trouble.place.operation or None,
            statement=trouble.place.sql or None,
            evidence={
                "killed": trouble.place.when.value,
                "statement_number": trouble.place.number,
                "sqlstate": trouble.failure.sqlstate if trouble.failure else None,
                "differences": [departure.says for departure in trouble.departures],
            },
        )
        for trouble in facts.interruptions.troubles
    )


def _where(place: Place) -> str:
    match place.when:
        case When.ABOUT_TO_RUN:
            where = "while {operation} in {migration} waits for an older transaction"
        case When.COMMITTED:
            where = "after {operation} in {migration} has committed statement {number}"
        case When.EXECUTED:
            where = "inside the transaction of {migration}"
        case When.RECORDED:
            where = "after {migration} was recorded, before the next migration"
    return where.format(operation=place.operation, migration=place.migration, number=place.number)


def _outcome(trouble: Trouble) -> str:
    if trouble.hung_seconds is not None:
        return f"hangs: it was not over after {trouble.hung_seconds:.0f} s"
    failure = trouble.failure
    if failure:
        first = failure.message.splitlines()[0].rstrip(".") if failure.message else failure.kind
        where = " of ".join(filter(None, (failure.operation, failure.migration)))
        state = f" (SQLSTATE {failure.sqlstate})" if failure.sqlstate else f" ({failure.kind})"
        return f"fails{' in ' if where else ''}{where}: {first}{state}"
    says = [departure.says for departure in trouble.departures]
    more = f", and {len(says) - SOME} more" if len(says) > SOME else ""
    return f"ends in another state: {'; '.join(says[:SOME])}{more}"


def _hint(trouble: Trouble) -> str:
    failure = trouble.failure
    if "CONCURRENTLY" in trouble.place.sql.upper():
        return (
            "Drop what a killed run left before building it: DROP INDEX CONCURRENTLY IF EXISTS in "
            "the same migration, one statement earlier. IF NOT EXISTS alone keeps an invalid index."
        )
    if failure and failure.sqlstate in EXISTS:
        return (
            "Give each schema change an atomic migration of its own, or write it so that it may "
            "already be there (IF NOT EXISTS); atomic = False commits every statement at once."
        )
    return (
        "Let the migration find out what is left to do: change only rows that are not done yet, "
        "record progress in the same transaction, and commit each chunk on its own."
    )
