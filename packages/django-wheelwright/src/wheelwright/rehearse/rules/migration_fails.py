"""
Rule: the candidate's migrations must run on the rows the old release left.
"""

from wheelwright.rehearse.facts.failure import Failure, Sample
from wheelwright.rehearse.facts.known import Facts
from wheelwright.report.model import Finding, Json, Severity

ID = "migration-fails"
HINTS = {
    "23505": "Clean the duplicates in an earlier release, or in an earlier migration that merges "
    "them, before the rule is added.",
    "23502": "Fill the empty values first, in batches; require the column in a later migration.",
    "23514": "Correct the rows first; add the check NOT VALID and validate it in a later migration.",
    "23503": "Repair the orphaned rows first; add the foreign key NOT VALID and validate it later.",
    "23P01": "Repair the rows that exclude each other in an earlier release, then add the rule.",
    "22001": "Shorten the values that are too long in an earlier migration, or leave the column as "
    "wide as it is.",
    "22003": "Find the values that are out of range first; give them a wider type or another value.",
    "22P02": "Translate the values into a new column and switch over in a later release; a cast "
    "stops at the first one it cannot read.",
    "40P01": "Lock one table per transaction, and set lock_timeout so that a retry is cheap.",
    "55P03": "Run it again when nobody holds the table; a lock_timeout that gives up is right.",
    "57014": "Take the long statement out of the migration: batches, or CONCURRENTLY.",
    "55006": "Put the row changes and the schema change into two migrations: the events of "
    "deferred constraints are pending until the transaction ends.",
    "42701": "Somebody added this column already: make the migration adopt it.",
    "42P07": "Somebody made this table already: make the migration adopt it.",
}
FALLBACK = "Reproduce it with this cell's seed, correct the migration and rehearse again."


def check(facts: Facts) -> tuple[Finding, ...]:
    """
    Report the first migration that raised, with the rows that made it raise.
    """
    upgrade = facts.upgrade
    if upgrade is None or upgrade.failure is None:
        return ()
    failure = upgrade.failure
    on_empty = facts.fresh.failure is None if facts.fresh else None
    return (
        Finding(
            code=ID,
            severity=Severity.ERROR,
            subject=failure.table or failure.migration,
            message=_message(failure, upgrade.offending, on_empty=on_empty),
            hint=HINTS.get(failure.sqlstate or "", FALLBACK),
            migration=failure.migration or None,
            operation=failure.operation or None,
            statement=failure.statement or None,
            evidence=_evidence(failure, upgrade.offending, on_empty=on_empty),
        ),
    )


def _message(failure: Failure, sample: Sample | None, *, on_empty: bool | None) -> str:
    where = failure.migration or "migrate"
    first = failure.message.splitlines()[0] if failure.message else failure.kind
    table = f" on {failure.table}" if failure.table and failure.table not in first else ""
    said = f"{where} fails in {failure.operation or 'its set-up'}{table}: {first.rstrip('.')}"
    said += f" (SQLSTATE {failure.sqlstate})." if failure.sqlstate else f" ({failure.kind})."
    if sample:
        rows = "1 row stands" if sample.total == 1 else f"{sample.total} rows stand"
        what = failure.constraint or failure.column
        said += f" {rows} in the way" + (f" of {what}." if what else ".")
    if on_empty is None:
        return said
    if on_empty:
        return f"{said} On an empty database the same migrations pass: the rows are the reason."
    return f"{said} It fails on an empty database, too."


def _evidence(failure: Failure, sample: Sample | None, *, on_empty: bool | None) -> dict[str, Json]:
    evidence: dict[str, Json] = {
        "sqlstate": failure.sqlstate,
        "constraint": failure.constraint,
        "table": failure.table,
        "column": failure.column,
        "detail": failure.detail,
        "passes_on_empty_database": on_empty,
    }
    if sample:
        evidence["offending_rows"] = sample.total
        evidence["columns"] = list(sample.columns)
        evidence["sample"] = [list(row) for row in sample.rows]
    return evidence
