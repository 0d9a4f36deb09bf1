"""
Rule: the candidate's migrations must run on the rows the old release left.
"""

from wheelwright.rehearse.facts.failure import Failure, Sample
from wheelwright.rehearse.facts.invented import Invented, Reason
from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.facts.upgrade import Upgrade
from wheelwright.rehearse.rules import data_kept
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
ADOPTED = ("42701", "42P07")
INVENTED = {
    Reason.NULLS: "an optional column is NULL in some of them; ",
    Reason.BLANKS: "a text, a list or a document is empty in some of them, as the models allow; ",
    Reason.TWINS: "some of them are alike, as no rule forbids it; does anybody have such rows? ",
    Reason.DATES: "some of their dates come in another order, as no rule forbids it; ",
    Reason.CONTENTS: "nobody knows what the package keeps there; ",
}
FALLBACK = "Reproduce it with this cell's seed, correct the migration and rehearse again."


def check(facts: Facts) -> tuple[Finding, ...]:
    """
    Report the first migration that raised, with the rows that made it raise, and those that raised
    only because of made-up rows.
    """
    found = tuple(_invented(each) for each in facts.invented)
    upgrade = facts.upgrade
    if upgrade is not None:
        found = (*found, *_swallowed(facts, upgrade))
    if upgrade is None or upgrade.failure is None:
        return found
    failure = upgrade.failure
    on_empty = facts.fresh.failure is None if facts.fresh else None
    if upgrade.fails_without_rows:
        on_empty = False
    return (
        *found,
        Finding(
            code=ID,
            severity=Severity.ERROR,
            subject=failure.table or failure.migration,
            message=_message(failure, upgrade.offending, on_empty=on_empty),
            hint=_hint(failure, on_empty=on_empty),
            migration=failure.migration or None,
            operation=failure.operation or None,
            statement=failure.statement or None,
            evidence=_evidence(failure, upgrade.offending, on_empty=on_empty),
        ),
    )


def _swallowed(facts: Facts, upgrade: Upgrade) -> tuple[Finding, ...]:
    """
    Statements that failed unnoticed, once per migration; not those that explain lost rows.
    """
    losses = facts.conservation.losses if facts.conservation else ()
    stranded = [loss.table for loss in losses if loss.stranded]
    untold = {
        each.migration: each
        for each in upgrade.swallowed
        if not any(data_kept.is_named(table, each.statement) for table in stranded)
    }
    return tuple(
        Finding(
            code=ID,
            severity=Severity.REVIEW,
            subject=each.table or each.migration,
            message=data_kept.swallowed_in(each),
            hint="Let the migration stop, or ask first whether the statement is needed; an error that "
            "is caught leaves the work undone, and nobody hears of it.",
            migration=each.migration,
            operation=each.operation,
            statement=each.statement,
            evidence={"sqlstate": each.sqlstate, "detail": each.detail, "swallowed": True},
        )
        for each in untold.values()
    )


def _invented(each: Invented) -> Finding:
    failure = each.failure
    return Finding(
        code=ID,
        severity=Severity.INFO if each.mended else Severity.REVIEW,
        subject=failure.table or failure.migration,
        message=f"{_message(failure, each.offending, on_empty=None)} The rows are invented: "
        f"{INVENTED[each.reason]}{_went_on(each)}",
        hint="Ask the live database (wheelwright preflight), or rehearse with rows that the package "
        "itself has stored (--seed).",
        migration=failure.migration or None,
        operation=failure.operation or None,
        statement=failure.statement or None,
        evidence={
            **_evidence(failure, each.offending, on_empty=None),
            "invented": each.reason.value,
        },
    )


def _went_on(each: Invented) -> str:
    if each.mended:
        return "with values of the kind that it reads, as below, it runs."
    if each.rows_left_out:
        return "the rest of this cell was rehearsed without made-up rows."
    return "the rest of this cell was rehearsed without such rows."


def _hint(failure: Failure, *, on_empty: bool | None) -> str:
    if failure.sqlstate in ADOPTED or on_empty is not False:
        return HINTS.get(failure.sqlstate or "", FALLBACK)
    return "No row has a part in it: correct the migration."


def _message(failure: Failure, sample: Sample | None, *, on_empty: bool | None) -> str:
    where = failure.migration or "migrate"
    first = failure.message.splitlines()[0] if failure.message else failure.kind
    table = f" on {failure.table}" if failure.table and failure.table not in first else ""
    said = f"{where} fails in {failure.operation or 'its set-up'}{table}: {first.rstrip('.')}"
    said += f" (SQLSTATE {failure.sqlstate})." if failure.sqlstate else f" ({failure.kind})."
    if failure.place:
        at = f", at {failure.row}" if failure.row else ""
        said = f"{said[:-1]}, {failure.place}{at}."
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
    if failure.place:
        evidence |= {"place": failure.place, "row": failure.row or None}
    if sample:
        evidence["offending_rows"] = sample.total
        evidence["columns"] = list(sample.columns)
        evidence["sample"] = [list(row) for row in sample.rows]
    return evidence
