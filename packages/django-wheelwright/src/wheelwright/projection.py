"""
How long would somebody wait for a lock of a migration, here and on a table of production's size?
"""

import dataclasses

from wheelwright import transactions
from wheelwright.budgets import Budgets
from wheelwright.facts import Upgrade
from wheelwright.model import Statement
from wheelwright.transactions import Transaction


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """
    Seconds as measured and as projected, and the statement that takes most of them.
    """

    measured: float
    projected: float
    slowest: Statement

    @property
    def longest(self) -> float:
        return max(self.measured, self.projected)


def of(
    transaction: Transaction,
    taken: Statement,
    measured: float,
    upgrade: Upgrade,
    budgets: Budgets,
) -> Wait:
    """
    The wait for what this statement of the transaction locked.

    Only the time of statements that read, rewrite or change most of a table is projected; what
    costs the same at any size is not.
    """
    after = transaction.statements[transaction.statements.index(taken) :]
    seconds = [statement.seconds * _growth(statement, upgrade, budgets) for statement in after]
    return Wait(
        measured=measured,
        projected=max(sum(seconds), measured * _loop_growth(after, upgrade, budgets)),
        slowest=after[seconds.index(max(seconds))],
    )


def _growth(statement: Statement, upgrade: Upgrade, budgets: Budgets) -> float:
    """
    How many times longer a statement takes on the production-sized table it works through.
    """
    touched = dict(statement.scanned)
    for table in statement.rewrote:
        touched[table] = upgrade.rows_before.get(table, 0)
    written = transactions.written_table(statement)
    if written:
        touched[written] = max(touched.get(written, 0), statement.rows)
    growths = [
        budgets.production_rows / upgrade.rows_before[table]
        for table, rows in touched.items()
        if _grows(table, upgrade, budgets) and rows * 2 >= upgrade.rows_before[table]
    ]
    # A table that is larger here than in production is not thought smaller.
    return max([1.0, *growths])


def _loop_growth(statements: tuple[Statement, ...], upgrade: Upgrade, budgets: Budgets) -> float:
    """
    The same for a loop that changes most of a table row by row, its Python between them included.
    """
    changed: dict[str, int] = {}
    for statement in statements:
        table = transactions.written_table(statement)
        if table and statement.rows:
            changed[table] = changed.get(table, 0) + statement.rows
    growths = [
        budgets.production_rows / upgrade.rows_before[table]
        for table, rows in changed.items()
        if _grows(table, upgrade, budgets) and rows * 2 >= upgrade.rows_before[table]
    ]
    return max(growths, default=0.0)


def _grows(table: str, upgrade: Upgrade, budgets: Budgets) -> bool:
    return upgrade.rows_before.get(table, 0) >= budgets.small_table_rows
