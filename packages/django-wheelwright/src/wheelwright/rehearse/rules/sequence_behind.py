"""
Rule: after the upgrade the next insert must get a number that is still free.
"""

from wheelwright.rehearse.facts import attribution
from wheelwright.rehearse.facts.attribution import Attributed
from wheelwright.rehearse.facts.known import Facts
from wheelwright.report.model import Finding, Severity

ID = "sequence-behind"


def check(facts: Facts) -> tuple[Finding, ...]:
    """
    Report sequences that would hand out a key that a row already has.
    """
    upgrade = facts.upgrade
    if upgrade is None or upgrade.failure:
        return ()
    return tuple(
        _finding(table, column, following, highest, attribution.last(upgrade.migrations, table))
        for table, column, following, highest in upgrade.sequences_behind
        if (table, column) not in upgrade.behind_before
    )


def _finding(table: str, column: str, following: int, highest: int, by: Attributed) -> Finding:
    return Finding(
        code=ID,
        severity=Severity.ERROR,
        subject=f"{table}.{column}",
        message=f"The next {column} of {table} would be {following:,}"
        f"{by.said('after', ' after the upgrade')}, and {highest:,} is taken: the next insert "
        "collides.",
        hint="Set it at the end of the migration that copies the rows: SELECT setval("
        f"pg_get_serial_sequence('{table}', '{column}'), max({column})) FROM {table}.",
        migration=by.migration,
        operation=by.operation,
        statement=by.statement,
        evidence={"next": following, "highest": highest},
    )
