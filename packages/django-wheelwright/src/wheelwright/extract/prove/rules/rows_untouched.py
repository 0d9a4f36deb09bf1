"""
Rule: no row of any table is changed but those that name models: content types, permissions, who has them.
"""

from collections.abc import Iterable, Iterator

from wheelwright.extract.prove.facts import Proof
from wheelwright.rehearse.facts import attribution, transactions
from wheelwright.rehearse.facts.attribution import Attributed
from wheelwright.report.model import Finding, Severity
from wheelwright.report.wording import counted

NAMES_MODELS = frozenset({"django_content_type", "auth_permission", "django_migrations"})
SHARED = ("AccessShareLock", "RowShareLock")
HINT = (
    "The rows stay where they are, under the name they have: keep db_table and take the statement "
    "out. What has to be written at all is one row of django_content_type for each model."
)


def check(proof: Proof) -> tuple[Finding, ...]:
    """
    Report statements that write to other tables, rows that are gone, and values that became others.
    """
    touched = tuple(_touched(proof))
    told = {finding.subject for finding in touched}
    return (*touched, *(found for found in _kept(proof) if found.subject not in told))


def allowed(proof: Proof) -> frozenset[str]:
    """
    The tables that a step may write to. In one with a generic key it may change which content type a
    row names, and nothing else: what else changed is found by comparing the rows.
    """
    generic = {model.table for model in proof.before.models if model.generic}
    return NAMES_MODELS | set(proof.picture_before.named) | generic


def _touched(proof: Proof) -> Iterator[Finding]:
    may = allowed(proof)
    there = proof.picture_before.numbers.keys()
    moved = {m.table for m in proof.moved}
    seen: set[str] = set()
    for migration in proof.forward.migrations:
        for statement in migration.statements:
            named = transactions.written_table(statement.sql)
            tables = {*statement.written, *statement.rewrote, *((named,) if named else ())}
            for table in sorted((tables & there) - may - seen):
                seen.add(table)
                rows = statement.written.get(table, statement.rows)
                what = (
                    "writes it anew"
                    if table in statement.rewrote
                    else f"changes {counted(rows, 'row')}"
                )
                kind = "the moved table " if table in moved else ""
                yield Finding(
                    code="rows-touched",
                    severity=Severity.ERROR,
                    subject=table,
                    message=f"{statement.operation} in {migration.label} {what} of {kind}{table}. Its rows "
                    "are locked until the transaction ends, and the running release waits.",
                    hint=HINT,
                    migration=migration.label,
                    operation=statement.operation,
                    statement=statement.sql,
                    evidence={"rows": rows, "table": table},
                )


def _kept(proof: Proof) -> Iterator[Finding]:
    if proof.kept is None:
        return
    rights = proof.picture_before.named  # who may do what is judged by what it means
    for loss in proof.kept.losses:
        if loss.table in rights:
            continue
        by = attribution.last(proof.forward.migrations, loss.table, loss.column or "")
        subject = f"{loss.table}.{loss.column}" if loss.column else loss.table
        what = counted(loss.count, "value" if loss.column else "row")
        message = f"{what} of {subject} are gone after the step{by.said('by')}."
        yield _lost("data-lost", loss.table, message, by, loss.count, loss.sample)
    for change in proof.kept.changes:
        by = attribution.last(proof.forward.migrations, change.table, change.column)
        key, before, after = change.sample[0]
        what = counted(change.count, "value")
        message = (
            f"{what} of {change.table}.{change.column} became others{by.said('by')}: in row {key}, "
            f"“{before[:60]}” became “{after[:60]}”."
        )
        yield _lost("data-changed", change.table, message, by, change.count, change.sample)


def _lost(
    code: str,
    table: str,
    message: str,
    by: Attributed,
    count: int,
    sample: Iterable[Iterable[str]],
) -> Finding:
    return Finding(
        code=code,
        severity=Severity.ERROR,
        subject=table,
        message=message,
        hint=HINT,
        migration=by.migration,
        operation=by.operation,
        statement=by.statement,
        evidence={"count": count, "sample": [list(row) for row in sample]},
    )
