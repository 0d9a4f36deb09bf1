"""
Rule: rows and values survive the upgrade as they were, unless somebody said otherwise.
"""

from collections.abc import Sequence

from wheelwright.rehearse.facts import attribution
from wheelwright.rehearse.facts.attribution import Attributed
from wheelwright.rehearse.facts.conservation import Change, Loss
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
    return (
        *(_lost(loss, _who_lost(migrations, loss)) for loss in kept.losses),
        *(_changed(each, _blame(migrations, each.table, each.column)) for each in kept.changes),
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
