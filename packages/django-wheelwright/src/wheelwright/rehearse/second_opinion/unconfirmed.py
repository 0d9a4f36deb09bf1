"""
Nothing was found where a linter warned: is there nothing, or could this run not have found it?
"""

import re

from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.facts.lint import Remark
from wheelwright.rehearse.facts.upgrade import Upgrade
from wheelwright.rehearse.second_opinion.counterparts import UNREFUTABLE
from wheelwright.report.model import Statement, Verdict


def weigh(
    remark: Remark,
    codes: tuple[str, ...],
    touched: tuple[str, ...],
    facts: Facts,
    upgrade: Upgrade,
) -> tuple[Verdict, str]:
    """
    Refuted, if each code's measurement would have shown it on each table; else undecided.
    """
    existing = [table for table in touched if table in upgrade.rows_before]
    if not codes:
        return Verdict.UNDECIDED, "No measurement here answers this rule."
    if touched and not existing:
        if _is_created(touched[0], upgrade):
            return Verdict.REFUTED, f"{touched[0]} is new in this upgrade: nobody uses it yet."
        return Verdict.UNDECIDED, f"{touched[0]} has another name at the start of this upgrade."
    if remark.rule in UNREFUTABLE:
        return Verdict.UNDECIDED, "It shows once the candidate writes what this no longer forbids."
    failed = upgrade.failure is not None and upgrade.failure.statement == remark.statement.sql
    if failed:
        return Verdict.UNDECIDED, "The migration failed at this statement."
    if not touched:
        return Verdict.UNDECIDED, "Which table it concerns could not be told."
    answers = [
        WEIGHTS[code](remark.statement, table, facts, upgrade)
        for code in codes
        for table in existing
    ]
    open_ones = [because for verdict, because in answers if verdict is Verdict.UNDECIDED]
    if open_ones:
        return Verdict.UNDECIDED, open_ones[0]
    return Verdict.REFUTED, " ".join(dict.fromkeys(because for _, because in answers))


def _is_created(table: str, upgrade: Upgrade) -> bool:
    created = re.compile(rf'CREATE TABLE (IF NOT EXISTS )?"?{re.escape(table)}"?\s', re.IGNORECASE)
    return any(created.match(s.sql) for m in upgrade.migrations for s in m.statements)


def works_through(statement: Statement, table: str, upgrade: Upgrade) -> bool:
    """
    Did it read or rewrite most of a table, so that it takes longer on a larger one?
    """
    rows = upgrade.rows_before.get(table, 0)
    return table in statement.rewrote or 0 < rows <= 2 * statement.scanned.get(table, 0)


def _weigh_lock(
    statement: Statement, table: str, facts: Facts, upgrade: Upgrade
) -> tuple[Verdict, str]:
    rows, took = upgrade.rows_before[table], f"{statement.seconds * 1000:.1f} ms"
    if not rows:
        return Verdict.UNDECIDED, f"{table} was empty in this rehearsal (--rows)."
    if not works_through(statement, table, upgrade):
        return Verdict.REFUTED, (
            f"It took {took} and did not read the {rows:,} rows of {table}: it takes as long at "
            "any size."
        )
    if rows < facts.budgets.small_table_rows:
        return Verdict.UNDECIDED, (
            f"{took} at {rows:,} rows of {table} say nothing about a large table (--rows)."
        )
    return Verdict.REFUTED, f"{took} at {rows:,} rows of {table} stay within the budget."


def _weigh_rewrite(
    statement: Statement, table: str, _: Facts, upgrade: Upgrade
) -> tuple[Verdict, str]:
    rows = upgrade.rows_before[table]
    if not rows:
        return Verdict.UNDECIDED, f"{table} was empty in this rehearsal (--rows)."
    return Verdict.REFUTED, f"The {rows:,} rows of {table} stayed in their files."


def _weigh_old_code(
    statement: Statement, table: str, facts: Facts, upgrade: Upgrade
) -> tuple[Verdict, str]:
    worked = {p.action for p in facts.probes_on_new if p.table == table and not p.message}
    if not {"read", "insert"} <= worked:
        return Verdict.UNDECIDED, f"The old release's use of {table} could not be tried."
    return Verdict.REFUTED, f"The old release still works with {table} on the new schema."


def _weigh_data(
    statement: Statement, table: str, facts: Facts, upgrade: Upgrade
) -> tuple[Verdict, str]:
    if facts.conservation is None:
        return Verdict.UNDECIDED, "The rows before and after could not be compared."
    if not upgrade.rows_before[table]:
        return Verdict.UNDECIDED, f"{table} was empty in this rehearsal (--rows)."
    return Verdict.REFUTED, f"No value of {table} is gone."


def _weigh_run(
    statement: Statement, table: str, facts: Facts, upgrade: Upgrade
) -> tuple[Verdict, str]:
    return Verdict.REFUTED, "The migration ran."


WEIGHTS = {
    "blocking-lock": _weigh_lock,
    "table-rewrite": _weigh_rewrite,
    "old-code-breaks": _weigh_old_code,
    "data-lost": _weigh_data,
    "migration-fails": _weigh_run,
}
