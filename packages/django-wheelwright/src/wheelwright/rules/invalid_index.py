"""
Rule: no migration may leave an invalid index behind.
"""

from wheelwright.facts import Facts
from wheelwright.model import Finding, Severity

ID = "invalid-index"


def check(facts: Facts) -> tuple[Finding, ...]:
    """
    Report indexes that are invalid after migrating, whether it succeeded or not.
    """
    upgrade = facts.upgrade
    if upgrade is None:
        return ()
    failure = upgrade.failure
    return tuple(
        Finding(
            code=ID,
            severity=Severity.ERROR,
            subject=item.name,
            message=f"The index {item.name} of {item.table} is left invalid: no query uses it, "
            "every write maintains it, and a second try finds its name taken.",
            hint="Let the migration drop an invalid leftover first (DROP INDEX CONCURRENTLY IF "
            "EXISTS), and clean what stops the build before it starts.",
            migration=failure.migration if failure else None,
            operation=failure.operation if failure else None,
            statement=failure.statement if failure else None,
            evidence={"table": item.table, "definition": item.definition},
        )
        for item in sorted(upgrade.after - upgrade.before)
        if item.kind == "index" and item.definition.endswith(" INVALID")
    )
