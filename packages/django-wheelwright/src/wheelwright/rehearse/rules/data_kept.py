"""
Rule: rows and values survive the upgrade as they were, unless somebody said otherwise.
"""

import re
from collections.abc import Sequence

from wheelwright.rehearse.facts import attribution
from wheelwright.rehearse.facts.attribution import Attributed
from wheelwright.rehearse.facts.conservation import Change, Loss
from wheelwright.rehearse.facts.failure import Failure
from wheelwright.rehearse.facts.known import Facts
from wheelwright.report.model import Finding, Migration, Severity
from wheelwright.report.wording import counted

LOST = "data-lost"
CHANGED = "data-changed"


def check(facts: Facts) -> tuple[Finding, ...]:
    """
    Report rows and values that are gone, and values that became others.
    """
    kept = facts.conservation
    if kept is None or facts.upgrade is None:
        return ()
    migrations = facts.upgrade.migrations
    swallowed = facts.upgrade.swallowed
    return (
        *(_stranded(loss, _stopped(swallowed, loss)) for loss in kept.losses if loss.stranded),
        *(_lost(loss, _who_lost(migrations, loss)) for loss in kept.losses if not loss.stranded),
        *(_changed(each, _blame(migrations, each.table, each.column)) for each in kept.changes),
    )


def _stopped(swallowed: Sequence[Failure], loss: Loss) -> Failure | None:
    """
    The statement that would have moved the rows, if one failed unnoticed.
    """
    named = (f for f in swallowed if is_named(loss.table, f.statement))
    return next(named, None)


def is_named(table: str, statement: str) -> bool:
    """
    Does a statement speak of this table?
    """
    return bool(re.search(rf"(?<!\w){re.escape(table)}(?!\w)", statement))


def _stranded(loss: Loss, failure: Failure | None) -> Finding:
    rows = counted(loss.count, "row")
    be, they = ("is", "it") if loss.count == 1 else ("are", "them")
    where = f", and {loss.meant_for} does not hold {they}" if loss.meant_for else ""
    because = f" {swallowed_in(failure)}" if failure else ""
    return Finding(
        code=LOST,
        severity=Severity.ERROR if failure or loss.meant_for else Severity.REVIEW,
        subject=loss.table,
        message=f"{rows} of {loss.table} {be} still there, but no model of the candidate reads that "
        f"table{where}.{because}",
        hint="Move the rows in a migration that stops when one cannot be moved; mend in an earlier "
        "release what stands in the way. If nobody needs them any more, say so.",
        migration=failure.migration if failure else None,
        operation=failure.operation if failure else None,
        statement=failure.statement if failure else None,
        evidence={
            "count": loss.count,
            "columns": ["key", "before"],
            "sample": [list(row) for row in loss.sample],
            "stranded": True,
            "meant_for": loss.meant_for,
        },
    )


def swallowed_in(failure: Failure) -> str:
    """
    A sentence about a statement that failed without anybody hearing of it.
    """
    said = " ".join(failure.message.split()).rstrip(".")
    on = f" on {failure.table}" if failure.table else ""
    return (
        f"A statement of {failure.operation} in {failure.migration}{on} failed, and the migration went on: "
        f"{said} (SQLSTATE {failure.sqlstate})."
    )


def _who_lost(migrations: Sequence[Migration], loss: Loss) -> Attributed:
    """
    Whoever dropped it; what was renamed to the same name afterwards is not to blame.
    """
    dropped = attribution.dropping(migrations, loss.table, loss.column)
    return dropped if dropped.migration else _blame(migrations, loss.table, loss.column or "")


def _blame(migrations: Sequence[Migration], table: str, column: str) -> Attributed:
    return attribution.last(migrations, table, column, but=(attribution.INDEX,))


def _lost(loss: Loss, by: Attributed) -> Finding:
    subject = f"{loss.table}.{loss.column}" if loss.column else loss.table
    what = counted(loss.count, "value" if loss.column else "row")
    is_gone = "is" if loss.count == 1 else "are"
    return Finding(
        code=LOST,
        severity=Severity.ERROR,
        subject=subject,
        message=f"{what} of {subject} {is_gone} gone{by.said('after', ' after the upgrade')}, and "
        "nothing else in the database holds what was there.",
        hint="Stop using it in this release and keep the data; drop it in a later one, "
        "after it was copied or its end was announced.",
        migration=by.migration,
        operation=by.operation,
        statement=by.statement,
        evidence={
            "count": loss.count,
            "columns": ["key", "before"],
            "sample": [list(row) for row in loss.sample],
        },
    )


def _changed(change: Change, by: Attributed) -> Finding:
    key, before, after = change.sample[0]
    what = counted(change.count, "value")
    differ = "differs" if change.count == 1 else "differ"
    return Finding(
        code=CHANGED,
        severity=Severity.ERROR,
        subject=f"{change.table}.{change.column}",
        message=f"{what} of {change.table}.{change.column} {differ}"
        f"{by.said('after', ' after the upgrade')}: in row {key}, "
        f"“{before[:60]}” became “{after[:60]}”.",
        hint="Write the new value into a new column and keep the old one until nobody "
        "reads it; if the change is intended, accept this finding with its reason.",
        migration=by.migration,
        operation=by.operation,
        statement=by.statement,
        evidence={
            "count": change.count,
            "columns": ["key", "before", "after"],
            "sample": [list(row) for row in change.sample],
        },
    )
