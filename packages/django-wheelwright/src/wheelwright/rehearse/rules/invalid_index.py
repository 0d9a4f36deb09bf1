"""
Rule: no migration may leave an invalid index behind.
"""

from wheelwright.rehearse.facts import attribution
from wheelwright.rehearse.facts.attribution import Attributed
from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.facts.schema import Item
from wheelwright.rehearse.facts.upgrade import Upgrade
from wheelwright.report.model import Finding, Severity

ID = "invalid-index"


def check(facts: Facts) -> tuple[Finding, ...]:
    """
    Report indexes that are invalid after migrating, whether it succeeded or not.
    """
    upgrade = facts.upgrade
    if upgrade is None:
        return ()
    return tuple(
        _finding(item, upgrade)
        for item in sorted(upgrade.after)
        if item.kind == "index"
        and item.definition.endswith(" INVALID")
        and (item not in upgrade.before or _built(item, upgrade))
    )


def _built(item: Item, upgrade: Upgrade) -> bool:
    """
    Does a migration mean to build what was invalid before? IF NOT EXISTS finds its name taken.
    """
    return attribution.last(upgrade.migrations, "CREATE", "INDEX", item.name).migration is not None


def _finding(item: Item, upgrade: Upgrade) -> Finding:
    by = attribution.last(upgrade.migrations, item.name)
    failure = upgrade.failure
    if failure and by.migration is None:
        by = Attributed(
            migration=failure.migration, operation=failure.operation, statement=failure.statement
        )
    return Finding(
        code=ID,
        severity=Severity.ERROR,
        subject=item.name,
        message=f"The index {item.name} of {item.table} is left invalid{by.said('by')}: no "
        "query uses it, every write maintains it, and a second try finds its name taken.",
        hint="Let the migration drop an invalid leftover first (DROP INDEX CONCURRENTLY IF "
        "EXISTS), and clean what stops the build before it starts.",
        migration=by.migration,
        operation=by.operation,
        statement=by.statement,
        evidence={"table": item.table, "definition": item.definition},
    )
